import ArgumentParser
import CalibrationFiles

/// Which rows of a file of scores and labels are used, and how they are read: the same options for every command that
/// takes one such file.
struct LabeledInputArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The rows to use: from a up to, not including, b.", valueName: "a:b"))
  var rows: IndexRange?

  @OptionGroup(title: "Input options")
  var input: InputArguments

  @OptionGroup(title: "Input options")
  var weights: WeightArguments

  /// The files that are read besides the one with the scores.
  var paths: [String] { input.paths + weights.paths }

  /// Reads the rows of a file that are asked for.
  func read(_ path: String, groups: GroupArguments? = nil) throws -> Input {
    try input.read(path, rows: rows, weights: weights, groups: groups)
  }
}
