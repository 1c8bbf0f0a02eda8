import Foundation
import Testing

@testable import Calibration

/// Values from the definitions in float64: `Fixtures/metrics.py`.
struct GoldenCase: Decodable, CustomTestStringConvertible {
  struct Metrics: Decodable {
    var accuracy, nll, brier, meanConfidence, confidenceGap: Double
    // L1, L2 and maximum norm.
    var equalWidth, equalMass, classwise: [Double]
  }

  var name: String
  var bins: Int
  var classes: Int
  var logits: [Float]
  var labels: [Int32]
  var weights: [Double]?
  var metrics: Metrics

  var testDescription: String { name }

  func data() throws -> LabeledPredictions {
    try LabeledPredictions(Predictions(logits, columnCount: classes, kind: .logits), labels: labels, weights: weights)
  }

  static func all() throws -> [GoldenCase] {
    try Fixture.load("metrics", as: [GoldenCase].self)
  }
}

@Test(arguments: try GoldenCase.all())
func metricsFollowTheirDefinitions(golden: GoldenCase) throws {
  let data = try golden.data()
  let rows = try EvaluatedRows(on: data)
  let classwise = try ClasswiseReliability(on: data, binCount: golden.bins)
  let expected = golden.metrics
  // Sums of at most a few hundred terms of order 1 in double precision.
  let tolerance = 1e-13
  #expect(abs(rows.accuracy - expected.accuracy) < tolerance)
  #expect(abs(rows.negativeLogLikelihood - expected.nll) < tolerance * max(1, expected.nll))
  #expect(abs(rows.brierScore - expected.brier) < tolerance)
  #expect(abs(rows.meanConfidence - expected.meanConfidence) < tolerance)
  #expect(abs(rows.confidenceGap - expected.confidenceGap) < tolerance)
  for (index, norm) in [CalibrationNorm.l1, .l2, .max].enumerated() {
    let equalWidth = try rows.expectedCalibrationError(binCount: golden.bins, norm: norm)
    #expect(abs(equalWidth - expected.equalWidth[index]) < tolerance, "\(norm)")
    let equalMass = try rows.equalMassCalibrationError(binCount: golden.bins, norm: norm)
    #expect(abs(equalMass - expected.equalMass[index]) < tolerance, "\(norm)")
    #expect(abs(classwise.calibrationError(norm: norm) - expected.classwise[index]) < tolerance)
  }
}
