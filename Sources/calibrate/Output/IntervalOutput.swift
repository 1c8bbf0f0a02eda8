import Calibration
import CalibrationFiles

/// The intervals of probabilities, as far as a map has some.
struct IntervalOutput {
  /// The map of each of several independent outputs in turn, or of all rows.
  private let maps: [any IntervalMap]
  private let columnNames: [String]

  /// Rows are written so many at a time.
  private static let rowsPerPiece = 1 << 16

  /// `nil` for a map that has no intervals.
  init?(of map: any CalibrationMap, for predictions: Predictions) {
    let parts = (map as? PerLabelMap)?.maps ?? [map]
    maps = parts.compactMap { $0 as? any IntervalMap }
    guard maps.count == parts.count, let first = maps.first else { return nil }
    // What classes have intervals of their own is a matter of the map alone.
    let perRow = first.intervals(forLogits: [Double](repeating: 0, count: predictions.columnCount)).count
    let count = perRow * predictions.labelCount
    columnNames = (0..<count).flatMap { index in
      count == 1 ? ["lower", "upper"] : ["lower_\(index)", "upper_\(index)"]
    }
  }

  /// Writes p₀ and p₁ of each probability beside each other, an example on each row.
  func write(_ predictions: Predictions, to path: String) throws(FileError) {
    var writer = try ScoreWriter(
      path: path,
      rowCount: predictions.exampleCount,
      columnNames: columnNames,
      key: "intervals"
    )
    let labelCount = predictions.labelCount
    for start in stride(from: 0, to: predictions.exampleCount, by: Self.rowsPerPiece) {
      let end = min(start + Self.rowsPerPiece, predictions.exampleCount)
      let numbers = ((start * labelCount)..<(end * labelCount)).flatMap { row in
        maps[row % maps.count].intervals(forLogits: predictions.logits(ofRow: row))
          .flatMap { [Float($0.lowerBound), Float($0.upperBound)] }
      }
      try append(numbers, to: &writer)
    }
    try writer.finish()
  }

  private func append(_ numbers: [Float], to writer: inout ScoreWriter) throws(FileError) {
    let result = numbers.withUnsafeBufferPointer { buffer in
      Result { () throws(FileError) in try writer.append(buffer) }
    }
    try result.get()
  }
}
