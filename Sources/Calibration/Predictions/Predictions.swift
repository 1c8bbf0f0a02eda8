import CalibrationKernels

/// The outputs of a classifier: N rows of scores, one column per class.
///
/// The scores are contiguous row-major `Float`s that the value and its row slices share; nothing is
/// copied by slicing, fitting or applying a map, and the memory may be a mapped file.
///
/// Two classes may be given as one column, the score of class 1: a logit z stands for the logits
/// (0, z), a probability p for (1 − p, p).
///
/// K independent yes-or-no labels of N examples (multilabel classification, sigmoid outputs) are N·K
/// rows of two classes, the K outputs of the first example first: see ``labelCount``.
public struct Predictions: Sendable {
  /// What the scores are.
  public let kind: ScoreKind
  /// The number of rows.
  public let rowCount: Int
  /// The number of scores in a row.
  public let columnCount: Int
  /// The number of independent labels, K: so many rows that follow each other are one example, row r
  /// the output of label r mod K. 1 where every row is an example.
  public let labelCount: Int

  let storage: ScoreStorage
  let firstRow: Int

  /// The number of classes: 2 when there is one column.
  public var classCount: Int { columnCount == 1 ? 2 : columnCount }

  /// The number of examples: of rows, or of groups of ``labelCount`` rows.
  public var exampleCount: Int { rowCount / labelCount }

  /// Takes scores and checks every one of them.
  ///
  /// - Parameters:
  ///   - storage: `rows × columnCount` scores, row by row.
  ///   - columnCount: The number of scores in a row; 1 stands for two classes.
  ///   - kind: What the scores are.
  /// - Throws: ``PredictionsError`` that names the first bad row and column.
  public init(_ storage: ScoreStorage, columnCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(checking: storage, exampleWidth: columnCount, columnCount: columnCount, labelCount: 1, kind: kind)
  }

  /// Takes the outputs for K independent yes-or-no labels and checks every one of them.
  ///
  /// - Parameters:
  ///   - storage: N × K scores, example by example.
  ///   - labelCount: K.
  ///   - kind: What the scores are: the probabilities that a label is present, or their log-odds
  ///     (``ScoreKind/logits``).
  /// - Throws: ``PredictionsError`` that names the first bad row, counted in outputs.
  public init(_ storage: ScoreStorage, labelCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(checking: storage, exampleWidth: labelCount, columnCount: 1, labelCount: labelCount, kind: kind)
  }

  private init(
    checking storage: ScoreStorage,
    exampleWidth: Int,
    columnCount: Int,
    labelCount: Int,
    kind: ScoreKind
  ) throws(PredictionsError) {
    guard storage.count > 0 else { throw .noRows }
    guard exampleWidth > 0, storage.count.isMultiple(of: exampleWidth) else {
      throw .shape(scoreCount: storage.count, columnCount: exampleWidth)
    }
    self.init(
      unchecked: storage,
      firstRow: 0,
      rowCount: storage.count / columnCount,
      columnCount: columnCount,
      labelCount: labelCount,
      kind: kind
    )
    try validate()
  }

  /// Takes an array of the outputs for K independent labels, example by example, and checks every one
  /// of them.
  ///
  /// - Throws: ``PredictionsError`` that names the first bad row, counted in outputs.
  public init(_ scores: [Float], labelCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(ScoreStorage(scores), labelCount: labelCount, kind: kind)
  }

  /// Takes the outputs for K independent labels in double precision, example by example, and checks
  /// every one of them.
  ///
  /// The scores are rounded to `Float`, which keeps seven digits of each.
  ///
  /// - Throws: ``PredictionsError`` that names the first bad row, counted in outputs.
  // Literals without a type are rows of Float.
  @_disfavoredOverload
  public init(_ scores: [Double], labelCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(ScoreStorage(rounding: scores), labelCount: labelCount, kind: kind)
  }

  /// Takes an array of scores, row by row, and checks every one of them.
  ///
  /// ```swift
  /// let predictions = try Predictions(
  ///   [2.5, -0.3, 0.1, 0.2, 1.9, -1.4], columnCount: 3, kind: .logits)
  /// ```
  ///
  /// - Throws: ``PredictionsError`` that names the first bad row and column.
  public init(_ scores: [Float], columnCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(ScoreStorage(scores), columnCount: columnCount, kind: kind)
  }

  /// Takes an array of scores in double precision, row by row, and checks every one of them.
  ///
  /// The scores are rounded to `Float`, which keeps seven digits of each.
  ///
  /// - Throws: As ``init(_:columnCount:kind:)-(ScoreStorage,_,_)``.
  // Literals without a type are rows of Float.
  @_disfavoredOverload
  public init(_ scores: [Double], columnCount: Int, kind: ScoreKind) throws(PredictionsError) {
    try self.init(ScoreStorage(rounding: scores), columnCount: columnCount, kind: kind)
  }

  /// Takes rows of scores and checks every one of them.
  ///
  /// ```swift
  /// let predictions = try Predictions([[2.5, -0.3, 0.1], [0.2, 1.9, -1.4]], kind: .logits)
  /// ```
  ///
  /// - Parameters:
  ///   - rows: The scores of each row, one for each class; rows of one score stand for two classes.
  ///   - kind: What the scores are.
  /// - Throws: ``PredictionsError/ragged(row:found:expected:)`` when a row is longer or shorter than
  ///   the first, ``PredictionsError/noRows`` when there are none, and ``PredictionsError`` that names
  ///   the first bad row and column.
  public init(_ rows: [[Float]], kind: ScoreKind) throws(PredictionsError) {
    let columnCount = try Self.columnCount(of: rows)
    let storage = ScoreStorage(count: rows.count * columnCount) { memory in
      for (index, row) in rows.enumerated() {
        _ = memory.extracting((index * columnCount)...).initialize(from: row)
      }
    }
    try self.init(storage, columnCount: columnCount, kind: kind)
  }

  /// Takes rows of scores in double precision and checks every one of them.
  ///
  /// The scores are rounded to `Float`, which keeps seven digits of each.
  ///
  /// - Throws: As ``init(_:kind:)-([[Float]],_)``.
  // Literals without a type are rows of Float.
  @_disfavoredOverload
  public init(_ rows: [[Double]], kind: ScoreKind) throws(PredictionsError) {
    let columnCount = try Self.columnCount(of: rows)
    let storage = ScoreStorage(count: rows.count * columnCount) { memory in
      for (index, row) in rows.enumerated() {
        _ = memory.extracting((index * columnCount)...).initialize(from: row.lazy.map { Float($0) })
      }
    }
    try self.init(storage, columnCount: columnCount, kind: kind)
  }

  /// The number of scores in each row.
  private static func columnCount<Score>(of rows: [[Score]]) throws(PredictionsError) -> Int {
    guard let first = rows.first else { throw .noRows }
    guard !first.isEmpty else { throw .shape(scoreCount: 0, columnCount: 0) }
    for (index, row) in rows.enumerated() where row.count != first.count {
      throw .ragged(row: index, found: row.count, expected: first.count)
    }
    return first.count
  }

  init(
    unchecked storage: ScoreStorage,
    firstRow: Int,
    rowCount: Int,
    columnCount: Int,
    labelCount: Int = 1,
    kind: ScoreKind
  ) {
    self.storage = storage
    self.firstRow = firstRow
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.labelCount = labelCount
    self.kind = kind
  }

  /// The rows of a half-open range, counted from 0, sharing this value's memory.
  ///
  /// - Throws: ``PredictionsError/rowsOutOfRange(lowerBound:upperBound:rowCount:)`` when the range
  ///   is empty or leaves the set, ``PredictionsError/splitExamples(labelCount:)`` when it begins or
  ///   ends within an example of several labels.
  public func rows(_ range: Range<Int>) throws(PredictionsError) -> Predictions {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= rowCount else {
      throw .rowsOutOfRange(lowerBound: range.lowerBound, upperBound: range.upperBound, rowCount: rowCount)
    }
    guard range.lowerBound.isMultiple(of: labelCount), range.count.isMultiple(of: labelCount) else {
      throw .splitExamples(labelCount: labelCount)
    }
    return sliced(range)
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
