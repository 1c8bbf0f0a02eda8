import ArgumentParser
import CalibrationFiles

/// What the classes are called.
struct ClassNameArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A text file with the names of the classes, one on each line; without it a CSV's header names them, if there is one.",
      valueName: "file"
    )
  )
  var classNames: String?

  /// The names of the classes of an input; none where nothing names them.
  func names(of input: Input) throws -> [String] {
    guard let classNames else { return input.classNames ?? [] }
    return try ClassNames(
      contentsOf: classNames,
      classCount: input.predictions.classCount
    ).names
  }
}
