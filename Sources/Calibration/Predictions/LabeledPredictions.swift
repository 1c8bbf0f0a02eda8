/// A classifier's outputs with the true classes, and weights if the rows count differently.
public struct LabeledPredictions: Sendable {
  /// The scores.
  public let predictions: Predictions
  /// The true class of each row, in 0 ..< ``Predictions/classCount``.
  public let labels: [Int32]
  /// The weight of each row, finite and not negative; `nil` when all rows count 1.
  ///
  /// A row of weight 2 counts as two equal rows would.
  public let weights: [Double]?

  /// Joins scores with labels, and checks that they fit together.
  ///
  /// - Throws: ``PredictionsError`` when the counts differ, a label is no class or names a class
  ///   whose score is −∞, or a weight is negative or not finite.
  public init(
    _ predictions: Predictions,
    labels: [Int32],
    weights: [Double]? = nil
  ) throws(PredictionsError) {
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

  private init(unchecked predictions: Predictions, labels: [Int32], weights: [Double]?) {
    self.predictions = predictions
    self.labels = labels
    self.weights = weights
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
  ///   is empty or leaves the set, ``PredictionsError/noWeight`` when none of its rows counts.
  public func rows(_ range: Range<Int>) throws(PredictionsError) -> LabeledPredictions {
    let slice = try predictions.rows(range)
    let weights = weights.map { Array($0[range]) }
    if let weights {
      try Self.check(weights: weights, rowCount: range.count)
    }
    return LabeledPredictions(unchecked: slice, labels: Array(labels[range]), weights: weights)
  }

  private static func checkPossible(
    _ predictions: Predictions,
    labels: [Int32]
  ) throws(PredictionsError) {
    guard predictions.kind != .probabilities else { return }
    let columnCount = predictions.columnCount
    try predictions.withUnsafeScores { scores throws(PredictionsError) in
      for (row, label) in labels.enumerated() {
        // One column holds the score of class 1; class 0 is always possible.
        let column = columnCount == 1 ? Int(label) - 1 : Int(label)
        if column >= 0, scores[row * columnCount + column] == -.infinity {
          throw .impossibleLabel(row: row, label: Int(label))
        }
      }
    }
  }

  private static func check(weights: [Double], rowCount: Int) throws(PredictionsError) {
    guard weights.count == rowCount else {
      throw .weightCount(weights: weights.count, rows: rowCount)
    }
    for (row, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .weightOutOfRange(row: row, weight: weight)
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .noWeight }
  }
}
