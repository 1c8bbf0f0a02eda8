/// A classifier's outputs with the true classes, and weights if the rows count differently.
public struct LabeledPredictions: Sendable {
  /// The scores.
  public let predictions: Predictions
  /// The true class of each row, in 0 ..< ``Predictions/classCount``.
  public let labels: [Int32]
  /// The weight of each row, finite and not negative; `nil` when all rows count 1.
  ///
  /// A row of weight 2 counts as two equal rows would. Where the largest weight given was not between 2⁻⁶⁴ and
  /// 2⁵³, so that sums of products could leave the range of a `Double`, all are divided by the same power of two.
  public let weights: [Double]?

  /// Joins scores with labels, and checks that they fit together.
  ///
  /// - Throws: ``PredictionsError`` when the counts differ, a label is no class or names a class
  ///   whose score is −∞, or a weight is negative or not finite.
  public init(_ predictions: Predictions, labels: [Int32], weights: [Double]? = nil) throws(PredictionsError) {
    guard labels.count == predictions.rowCount else {
      throw .labelCount(labels: labels.count, rows: predictions.rowCount)
    }
    for (row, label) in labels.enumerated()
    where label < 0 || Int(label) >= predictions.classCount {
      throw .labelOutOfRange(row: row, label: Int(label), classCount: predictions.classCount)
    }
    try Self.checkPossible(predictions, labels: labels)
    if let weights {
      try Self.check(weights: weights, rowCount: predictions.rowCount)
    }
    self.init(unchecked: predictions, labels: labels, weights: weights)
  }

  /// Joins scores with labels of any integers, and checks that they fit together.
  ///
  /// ```swift
  /// let rows = [[2.5, -0.3, 0.1], [0.2, 1.9, -1.4]]
  /// let data = try LabeledPredictions(Predictions(rows, kind: .logits), labels: [0, 1])
  /// ```
  ///
  /// - Parameters:
  ///   - predictions: The scores.
  ///   - labels: The true class of each row, counted from 0.
  ///   - weights: The weight of each row, finite and not negative; `nil` when all rows count 1.
  /// - Throws: ``PredictionsError/labelOutOfRange(row:label:classCount:)`` names the first row whose
  ///   label is no class; else as ``init(_:labels:weights:)-(_,[Int32],_)``.
  // Literals without a type are Int32.
  @_disfavoredOverload
  public init(
    _ predictions: Predictions,
    labels: [some BinaryInteger],
    weights: [Double]? = nil
  ) throws(PredictionsError) {
    // A label that Int32 cannot hold is no class: the check of the rows names it.
    for (row, label) in labels.enumerated() where Int32(exactly: label) == nil {
      guard labels.count == predictions.rowCount else { break }
      throw .labelOutOfRange(row: row, label: Int(clamping: label), classCount: predictions.classCount)
    }
    try self.init(predictions, labels: labels.map { Int32(truncatingIfNeeded: $0) }, weights: weights)
  }

  /// Joins rows of scores with labels, and checks all of them.
  ///
  /// ```swift
  /// let data = try LabeledPredictions([[2.5, -0.3, 0.1], [0.2, 1.9, -1.4]], kind: .logits, labels: [0, 1])
  /// ```
  ///
  /// - Parameters:
  ///   - rows: The scores of each row, one for each class; rows of one score stand for two classes.
  ///   - kind: What the scores are.
  ///   - labels: The true class of each row, counted from 0.
  ///   - weights: The weight of each row, finite and not negative; `nil` when all rows count 1.
  /// - Throws: As ``Predictions/init(_:kind:)-([[Float]],_)`` and
  ///   ``init(_:labels:weights:)-(_,[Int32],_)``.
  public init(
    _ rows: [[Float]],
    kind: ScoreKind,
    labels: [some BinaryInteger],
    weights: [Double]? = nil
  ) throws(PredictionsError) {
    try self.init(Predictions(rows, kind: kind), labels: labels, weights: weights)
  }

  /// Joins rows of scores in double precision with labels, and checks all of them.
  ///
  /// The scores are rounded to `Float`, which keeps seven digits of each.
  ///
  /// - Throws: As ``Predictions/init(_:kind:)-([[Float]],_)`` and
  ///   ``init(_:labels:weights:)-(_,[Int32],_)``.
  // Literals without a type are rows of Float.
  @_disfavoredOverload
  public init(
    _ rows: [[Double]],
    kind: ScoreKind,
    labels: [some BinaryInteger],
    weights: [Double]? = nil
  ) throws(PredictionsError) {
    try self.init(Predictions(rows, kind: kind), labels: labels, weights: weights)
  }

  private init(unchecked predictions: Predictions, labels: [Int32], weights: [Double]?) {
    self.predictions = predictions
    self.labels = labels
    self.weights = weights.map(Self.scaled)
  }

  /// The number of rows.
  public var rowCount: Int { predictions.rowCount }

  /// The number of classes.
  public var classCount: Int { predictions.classCount }

  /// The sum of the weights: the number of rows when there are none.
  public var totalWeight: Double { weights?.reduce(0, +) ?? Double(rowCount) }

  /// The rows of a half-open range, counted from 0; the scores are shared, not copied.
  ///
  /// - Throws: ``PredictionsError/rowsOutOfRange(lowerBound:upperBound:rowCount:)`` when the range
  ///   is empty or leaves the set, ``PredictionsError/splitExamples(labelCount:)`` when it begins or
  ///   ends within an example of several labels, ``PredictionsError/noWeight`` when none of its rows
  ///   counts.
  public func rows(_ range: Range<Int>) throws(PredictionsError) -> LabeledPredictions {
    let slice = try predictions.rows(range)
    let weights = weights.map { Array($0[range]) }
    if let weights {
      try Self.check(weights: weights, rowCount: range.count)
    }
    return LabeledPredictions(unchecked: slice, labels: Array(labels[range]), weights: weights)
  }

  /// A copy of at most `count` evenly spaced rows, or these rows themselves when there are no more;
  /// all rows if none of the chosen ones has a weight.
  func sample(_ count: Int) -> LabeledPredictions {
    let step = rowCount / count
    guard step > 1 else { return self }
    let sample = copy(ofRows: (0..<count).map { $0 * step })
    return sample.weights?.contains { $0 > 0 } == false ? self : sample
  }

  /// A copy of some rows, in the order given; weights are not checked.
  ///
  /// Where they are whole examples of several labels, the copy is one of examples too; else each row
  /// is an example of its own.
  ///
  /// - Parameter weights: Weights of the copied rows; `nil` for their own.
  func copy(ofRows rows: [Int], weights: [Double]? = nil) -> LabeledPredictions {
    let columnCount = predictions.columnCount
    let storage = predictions.withUnsafeScores { scores in
      ScoreStorage(count: rows.count * columnCount) { memory in
        for (index, row) in rows.enumerated() {
          _ = memory.extracting((index * columnCount)...)
            .initialize(from: scores.extracting((row * columnCount)..<((row + 1) * columnCount)))
          predictions.drop(row..<(row + 1))
        }
      }
    }
    return LabeledPredictions(
      unchecked: Predictions(
        unchecked: storage,
        firstRow: 0,
        rowCount: rows.count,
        columnCount: columnCount,
        labelCount: predictions.areWholeExamples(rows) ? predictions.labelCount : 1,
        kind: predictions.kind
      ),
      labels: rows.map { labels[$0] },
      weights: weights ?? self.weights.map { weights in rows.map { weights[$0] } }
    )
  }

  private static func checkPossible(_ predictions: Predictions, labels: [Int32]) throws(PredictionsError) {
    guard predictions.kind != .probabilities else { return }
    let columnCount = predictions.columnCount
    let faults = predictions.blocks.map { rows in
      defer { predictions.finishedReading(rows) }
      return predictions.withUnsafeScores { scores in
        rows.first { row in
          // One column holds the score of class 1; class 0 is always possible.
          let column = columnCount == 1 ? Int(labels[row]) - 1 : Int(labels[row])
          return column >= 0 && scores[row * columnCount + column] == -.infinity
        }
      }
    }
    if let row = faults.lazy.compactMap({ $0 }).first {
      throw .impossibleLabel(row: row, label: Int(labels[row]))
    }
  }

  /// Weights in a range where sums of products of two keep their digits; only their ratios matter.
  static func scaled(_ weights: [Double]) -> [Double] {
    guard let largest = weights.max(), largest > 0, !(0x1p-64...0x1p53).contains(largest) else {
      return weights
    }
    return weights.map { $0 / largest.binade }
  }

  static func check(weights: [Double], rowCount: Int) throws(PredictionsError) {
    guard weights.count == rowCount else {
      throw .weightCount(weights: weights.count, rows: rowCount)
    }
    for (row, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .weightOutOfRange(row: row, weight: weight)
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .noWeight }
  }
}

extension Predictions {
  /// Whether rows are those of some examples, one after the other, each with all its labels in order.
  fileprivate func areWholeExamples(_ rows: [Int]) -> Bool {
    rows.count.isMultiple(of: labelCount)
      && rows.indices.allSatisfy { index in
        let label = index % labelCount
        return rows[index] % labelCount == label && rows[index] - rows[index - label] == label
      }
  }
}
