import Calibration

/// Rows of `Float`s as a file holds them, not yet known to be anything in particular.
struct ScoreMatrix: Sendable {
  let storage: ScoreStorage
  let rowCount: Int
  let columnCount: Int

  /// The rows of a range that lies within the matrix, sharing its memory.
  func rows(_ range: Range<Int>) -> ScoreMatrix {
    let elements = (range.lowerBound * columnCount)..<(range.upperBound * columnCount)
    let slice = storage.withUnsafeScores {
      ScoreStorage(adopting: UnsafeBufferPointer(rebasing: $0[elements])) { [storage] in
        withExtendedLifetime(storage) {}
      }
    }
    return ScoreMatrix(storage: slice, rowCount: range.count, columnCount: columnCount)
  }
}
