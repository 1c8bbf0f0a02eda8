import Calibration

extension Predictions {
  /// All scores, row by row.
  package var values: [Float] { withUnsafeScores { Array($0) } }
}

extension LabeledPredictions {
  /// Logits, row by row, with labels.
  package init(logits: [Float], columnCount: Int, labels: [Int32], weights: [Double]? = nil) throws {
    try self.init(Predictions(logits, columnCount: columnCount, kind: .logits), labels: labels, weights: weights)
  }
}
