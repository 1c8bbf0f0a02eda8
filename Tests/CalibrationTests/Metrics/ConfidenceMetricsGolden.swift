import Foundation
import Testing

@testable import Calibration

/// Values of other packages on small random predictions: `Fixtures/confidence_metrics.py`.
struct ConfidenceMetricsGolden: Decodable, CustomTestStringConvertible {
  var name: String
  var classes: Int
  var logits: [Float]
  var labels: [Int32]
  var ks: Double
  var confidenceAuroc: Double
  var aurc: Double
  var nllSkill: Double
  var brierSkill: Double
  var debiasedL2: Double
  var eceSweep: Double
  var eceSweepBins: Int
  var eceSweepL2: Double
  /// At the bandwidth 0.05, and at the fixed point.
  var smoothEce: [Double]
  /// Miscalibration, discrimination and uncertainty by score.
  var corp: [String: [Double]]

  var testDescription: String { name }

  func data() throws -> LabeledPredictions {
    try LabeledPredictions(Predictions(logits, columnCount: classes, kind: .logits), labels: labels)
  }

  func rows() throws -> EvaluatedRows { try EvaluatedRows(on: data()) }

  static func all() throws -> [ConfidenceMetricsGolden] {
    try Fixture.load("confidence_metrics", as: [ConfidenceMetricsGolden].self)
  }
}

/// Rows of two classes with the given probability of the predicted class, right or wrong.
func confidenceRows(_ rows: [(confidence: Float, isCorrect: Bool)], weights: [Double]? = nil) throws -> EvaluatedRows {
  try EvaluatedRows(
    on: LabeledPredictions(
      Predictions(rows.flatMap { [$0.confidence, 1 - $0.confidence] }, columnCount: 2, kind: .probabilities),
      labels: rows.map { $0.isCorrect ? 0 : 1 },
      weights: weights
    )
  )
}
