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

  /// The file that is read.
  var paths: [String] { [classNames].compactMap { $0 } }

  /// The names of the classes of an input, or of its independent outputs; none where nothing names them.
  func names(of input: Input) throws -> [String] {
    guard let classNames else { return input.classNames ?? [] }
    let predictions = input.predictions
    return try ClassNames(
      contentsOf: classNames,
      classCount: predictions.labelCount > 1 ? predictions.labelCount : predictions.classCount
    ).names
  }
}
