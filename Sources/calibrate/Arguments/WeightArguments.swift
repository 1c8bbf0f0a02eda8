import ArgumentParser

/// Where the weights of the rows are, for commands whose figures depend on them.
struct WeightArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with a weight of at least 0 for each row. A row of weight 2 counts as much as two equal rows. Intervals still treat it as one observation.",
      valueName: "file"
    )
  )
  var weights: String?

  @Option(help: ArgumentHelp("The array of weights in an archive.", valueName: "key"))
  var weightsKey: String?

  @Option(help: ArgumentHelp("The column of a CSV that holds the weight, counted from 0.", valueName: "n"))
  var weightColumn: Int?

  /// The file that is read.
  var paths: [String] { [weights].compactMap { $0 } }

  /// These, with a file that takes the place of `--weights`.
  func replacing(_ file: String?) -> WeightArguments {
    var arguments = self
    arguments.weights = file ?? weights
    return arguments
  }
}
