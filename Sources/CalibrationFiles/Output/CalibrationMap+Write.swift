import Calibration

extension CalibrationMap {
  /// Applies the map to all rows and writes the result, a few million scores at a time: memory does
  /// not grow with the input.
  ///
  /// - Parameters:
  ///   - predictions: The rows; the outputs for K independent labels are written K to a row.
  ///   - kind: `ScoreKind.probabilities`; anything else writes log-probabilities.
  ///   - path: Its ending chooses the format: see ``OutputFormat``.
  /// - Throws: `PredictionsError` when the map is made for other scores, or ``FileError`` when the
  ///   file cannot be written; a file that had the name before is then unchanged.
  public func write(appliedTo predictions: Predictions, as kind: ScoreKind = .probabilities, to path: String) throws {
    let columnCount = predictions.columnCount * predictions.labelCount
    var writer = try ScoreWriter(path: path, rowCount: predictions.exampleCount, columnCount: columnCount)
    let step = max(1, (1 << 22) / columnCount) * predictions.labelCount
    let capacity = min(step, predictions.rowCount) * predictions.columnCount
    let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: capacity)
    defer { scores.deallocate() }
    for start in stride(from: 0, to: predictions.rowCount, by: step) {
      let rows = try predictions.rows(start..<min(start + step, predictions.rowCount))
      let part = UnsafeMutableBufferPointer(rebasing: scores[..<(rows.rowCount * rows.columnCount)])
      try apply(to: rows, as: kind, into: part)
      try writer.append(UnsafeBufferPointer(part))
    }
    try writer.finish()
  }
}
