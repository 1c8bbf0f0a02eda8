import Calibration

/// Rows of `Float`s as a file holds them, not yet known to be anything in particular.
struct ScoreMatrix: Sendable {
  let storage: ScoreStorage
  let rowCount: Int
  let columnCount: Int

  /// The rows of a range that lies within the matrix, sharing its memory.
  func rows(_ range: Range<Int>) -> ScoreMatrix {
    let elements = (range.lowerBound * columnCount)..<(range.upperBound * columnCount)
    return ScoreMatrix(storage: storage.part(elements), rowCount: range.count, columnCount: columnCount)
  }
}
