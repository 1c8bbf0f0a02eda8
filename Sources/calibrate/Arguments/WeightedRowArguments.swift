import ArgumentParser
import CalibrationFiles

/// Which rows of a file are read, how, and with which weights.
struct WeightedRowArguments: ParsableArguments {
  @OptionGroup var rows: RowArguments

  @OptionGroup var weights: WeightArguments

  /// The rows; `nil` for all.
  var range: Range<Int>? { rows.rows?.range }

  /// The files that are read besides the one with the scores.
  var paths: [String] { rows.paths + weights.paths }

  /// Reads the rows of a file, with their groups where these are given.
  func read(_ path: String, groups: GroupArguments? = nil) throws -> Input {
    try rows.input.read(path, rows: rows.rows, weights: weights, groups: groups)
  }
}
