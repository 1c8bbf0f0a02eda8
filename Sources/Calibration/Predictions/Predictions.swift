import CalibrationKernels

/// The outputs of a classifier: N rows of scores, one column per class.
///
/// The scores are contiguous row-major `Float`s that the value and its row slices share; nothing is
/// copied by slicing, fitting or applying a map, and the memory may be a mapped file.
///
/// Two classes may be given as one column, the score of class 1: a logit z stands for the logits
/// (0, z), a probability p for (1 − p, p).
public struct Predictions: Sendable {
  /// What the scores are.
  public let kind: ScoreKind
  /// The number of rows.
  public let rowCount: Int
  /// The number of scores in a row.
  public let columnCount: Int

  let storage: ScoreStorage
  let firstRow: Int

  /// The number of classes: 2 when there is one column.
  public var classCount: Int { columnCount == 1 ? 2 : columnCount }

  /// Takes scores and checks every one of them.
  ///
  /// - Parameters:
  ///   - storage: `rows × columnCount` scores, row by row.
  ///   - columnCount: The number of scores in a row; 1 stands for two classes.
  ///   - kind: What the scores are.
  /// - Throws: ``PredictionsError`` that names the first bad row and column.
  public init(
    _ storage: ScoreStorage,
    columnCount: Int,
    kind: ScoreKind
  ) throws(PredictionsError) {
    guard storage.count > 0 else { throw .noRows }
    guard columnCount > 0, storage.count.isMultiple(of: columnCount) else {
      throw .shape(scoreCount: storage.count, columnCount: columnCount)
    }
    self.init(
      unchecked: storage,
      firstRow: 0,
      rowCount: storage.count / columnCount,
      columnCount: columnCount,
      kind: kind
    )
    try validate()
  }

  /// Takes an array of scores, row by row, and checks every one of them.
  ///
  /// - Throws: ``PredictionsError`` that names the first bad row and column.
  public init(
    _ scores: [Float],
    columnCount: Int,
    kind: ScoreKind
  ) throws(PredictionsError) {
    try self.init(ScoreStorage(scores), columnCount: columnCount, kind: kind)
  }

  init(
    unchecked storage: ScoreStorage,
    firstRow: Int,
    rowCount: Int,
    columnCount: Int,
    kind: ScoreKind
  ) {
    self.storage = storage
    self.firstRow = firstRow
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.kind = kind
  }

  /// The rows of a half-open range, counted from 0, sharing this value's memory.
  ///
  /// - Throws: ``PredictionsError/rowsOutOfRange(lowerBound:upperBound:rowCount:)`` when the range
  ///   is empty or leaves the set.
  public func rows(_ range: Range<Int>) throws(PredictionsError) -> Predictions {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= rowCount else {
      throw .rowsOutOfRange(
        lowerBound: range.lowerBound,
        upperBound: range.upperBound,
        rowCount: rowCount
      )
    }
    return Predictions(
      unchecked: storage,
      firstRow: firstRow + range.lowerBound,
      rowCount: range.count,
      columnCount: columnCount,
      kind: kind
    )
  }

  /// Calls `body` with the scores, row by row, without copying them.
  public func withUnsafeScores<Result, E: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(E) -> Result
  ) throws(E) -> Result {
    let start = storage.base + firstRow * columnCount
    let result = try body(UnsafeBufferPointer(start: start, count: rowCount * columnCount))
    withExtendedLifetime(storage) {}
    return result
  }

  /// The scores of one row.
  ///
  /// - Precondition: `0 ..< rowCount` contains `row`.
  public func scores(ofRow row: Int) -> [Float] {
    precondition((0..<rowCount).contains(row), "row \(row) of \(rowCount)")
    return withUnsafeScores { Array($0[(row * columnCount)..<((row + 1) * columnCount)]) }
  }
}
