import Calibration

/// Small inputs for the command line, the same in every run.
package enum Samples {
  /// Over-confident logits of 3 classes: every fourth label is not the leading class.
  package static func labeled(rows: Int) throws -> LabeledPredictions {
    var scores: [Float] = []
    var labels: [Int32] = []
    for row in 0..<rows {
      let label = Int32(row % 3)
      let leading = row % 4 == 3 ? (Int(label) + 1) % 3 : Int(label)
      for column in 0..<3 {
        scores.append(Float(column == leading ? 3 + row % 5 : (row * 7 + column) % 2))
      }
      labels.append(label)
    }
    return try LabeledPredictions(logits: scores, columnCount: 3, labels: labels)
  }

  /// Logits of class 1 of two, in one column.
  package static func binary(rows: Int) throws -> LabeledPredictions {
    try LabeledPredictions(
      logits: (0..<rows).map { Float($0 % 11) - 5 },
      columnCount: 1,
      labels: (0..<rows).map { ($0 % 11 > 5) != ($0 % 4 == 0) ? 1 : 0 }
    )
  }
}
