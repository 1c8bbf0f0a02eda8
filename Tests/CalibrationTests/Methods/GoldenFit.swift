import Testing

@testable import Calibration

/// A fit to the first half of some rows, and the probabilities that another package, or the definition,
/// gives for the second half: the fixtures of a method, which the script beside each of them writes.
struct GoldenFit: Decodable, CustomTestStringConvertible {
  var name: String
  /// Absent where the one column of logits is that of class 1.
  var classes: Int?
  var bins: Int?
  var knots: Int?
  var logits: [Float]
  var labels: [Int32]
  /// The lower and the upper probability of each row, where the method gives both.
  var intervals: [Double]?
  var probabilities: [Double]

  var testDescription: String { name }

  /// The number of rows that are fitted, and of those that are compared.
  var rowCount: Int { labels.count / 2 }

  func data() throws -> LabeledPredictions {
    try LabeledPredictions(Predictions(logits, columnCount: classes ?? 1, kind: .logits), labels: labels)
  }

  func fittingData() throws -> LabeledPredictions { try data().rows(0..<rowCount) }

  static func all(_ fixture: String) throws -> [GoldenFit] {
    try Fixture.load(fixture, as: [GoldenFit].self)
  }
}
