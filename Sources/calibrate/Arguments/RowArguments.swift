import ArgumentParser
import CalibrationFiles

/// Which rows of a file are read, and how.
struct RowArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The rows to use: from a up to, not including, b.", valueName: "a:b"))
  var rows: IndexRange?

  @OptionGroup var input: InputArguments

  /// The files that are read besides the one with the scores.
  var paths: [String] { input.paths }

  /// Reads the rows of a file.
  func read(_ path: String) throws -> Input {
    try input.read(path, rows: rows)
  }
}
