import Foundation
import Testing

@testable import Calibration

/// Values of other packages on small random predictions: `Fixtures/confidence_metrics.py`.
struct ConfidenceMetricsGolden: Decodable, CustomTestStringConvertible {
  var name: String
  var classes: Int
  var logits: [Float]
  var labels: [Int32]
  var ks, confidenceAuroc, aurc, nllSkill, brierSkill, debiasedL2: Double
  var eceSweep, eceSweepL2: Double
  var eceSweepBins: Int
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

@Test(arguments: try ConfidenceMetricsGolden.all())
func confidenceMetricsAgreeWithPeers(golden: ConfidenceMetricsGolden) throws {
  let rows = try golden.rows()
  let pairs: [(name: String, value: Double, expected: Double)] = [
    ("Kolmogorov–Smirnov error, by its definition", rows.kolmogorovSmirnovError, golden.ks),
    ("AUROC, of scikit-learn", rows.confidenceAUROC, golden.confidenceAuroc),
    ("area, as the mean selective risk", rows.riskCoverageArea, golden.aurc),
    ("area of the curve", RiskCoverageCurve(rows).area, golden.aurc),
    ("skill by the likelihood, of scikit-learn", rows.negativeLogLikelihoodSkill, golden.nllSkill),
    ("skill by the Brier score, of scikit-learn", rows.brierSkill, golden.brierSkill),
  ]
  for (name, value, expected) in pairs { #expect(abs(value - expected) < 1e-13, "\(name)") }
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
