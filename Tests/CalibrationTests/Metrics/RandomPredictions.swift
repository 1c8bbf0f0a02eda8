import Foundation

@testable import Calibration

/// Random logits with labels drawn from their softmax at a temperature: over-confident predictions
/// above 1, calibrated ones at 1.
func randomPredictions(
  rows: Int,
  classes: Int,
  temperature: Double = 1.5,
  weights: [Double]? = nil,
  using generator: inout SeededGenerator
) throws -> LabeledPredictions {
  var logits: [Float] = []
  var labels: [Int32] = []
  for _ in 0..<rows {
    let row = (0..<classes).map { _ in Float.random(in: -3...3, using: &generator) }
    let map = try FocalTemperatureMap(temperature: temperature, gamma: 0)
    let probabilities = try map.probabilities(forLogits: row.map(Double.init))
    var draw = Double.random(in: 0..<1, using: &generator)
    var label = 0
    while label < classes - 1, draw >= probabilities[label] {
      draw -= probabilities[label]
      label += 1
    }
    logits += row
    labels.append(Int32(label))
  }
  return try LabeledPredictions(
    Predictions(logits, columnCount: classes, kind: .logits),
    labels: labels,
    weights: weights
  )
}

/// The rows in the given order, some perhaps more than once.
func taking(_ rows: [Int], of data: LabeledPredictions) throws -> LabeledPredictions {
  try LabeledPredictions(
    Predictions(
      rows.flatMap { data.predictions.scores(ofRow: $0) },
      columnCount: data.predictions.columnCount,
      kind: data.predictions.kind
    ),
    labels: rows.map { data.labels[$0] },
    weights: data.weights.map { weights in rows.map { weights[$0] } }
  )
}

/// All metrics on the rows as they are, each computed by itself.
func pointMetrics(
  of map: (any CalibrationMap)? = nil,
  on data: LabeledPredictions
) throws -> [Metric: Double] {
  let rows = try RowStatistics(of: map, on: data)
  return [
    .accuracy: rows.accuracy,
    .negativeLogLikelihood: rows.negativeLogLikelihood,
    .brierScore: rows.brierScore,
    .expectedCalibrationError: try rows.expectedCalibrationError(),
    .rootMeanSquareCalibrationError: try rows.expectedCalibrationError(norm: .l2),
    .maximumCalibrationError: try rows.expectedCalibrationError(norm: .max),
    .equalMassCalibrationError: try rows.equalMassCalibrationError(),
    .classwiseCalibrationError: try ClasswiseReliability(of: map, on: data).calibrationError(),
    .meanConfidence: rows.meanConfidence,
    .confidenceGap: rows.confidenceGap,
    .overconfidence: try ReliabilityTable(equalWidth: rows).overconfidence,
    .underconfidence: try ReliabilityTable(equalWidth: rows).underconfidence,
    .debiasedCalibrationError: try rows.debiasedCalibrationError(),
    .sweepCalibrationError: rows.sweepCalibrationError(),
    .kolmogorovSmirnovError: rows.kolmogorovSmirnovError,
    .confidenceAUROC: rows.confidenceAUROC,
    .riskCoverageArea: rows.riskCoverageArea,
    .negativeLogLikelihoodSkill: rows.negativeLogLikelihoodSkill,
    .brierSkill: rows.brierSkill,
    .brierMiscalibration: rows.brierDecomposition.miscalibration,
    .brierDiscrimination: rows.brierDecomposition.discrimination,
    .brierUncertainty: rows.brierDecomposition.uncertainty,
    .negativeLogLikelihoodMiscalibration: rows.negativeLogLikelihoodDecomposition.miscalibration,
    .negativeLogLikelihoodDiscrimination: rows.negativeLogLikelihoodDecomposition.discrimination,
    .negativeLogLikelihoodUncertainty: rows.negativeLogLikelihoodDecomposition.uncertainty,
  ]
}

/// A map that calls class 0 impossible.
struct RulingOutMap: CalibrationMap {
  let parameterCount = 0
  func transform(_ block: LogitBlock) {
    for row in 0..<block.rowCount {
      let count = Double(block.classCount - 1)
      for column in 0..<block.classCount {
        block[row][column] = column == 0 ? -.infinity : -log(count)
      }
    }
  }
}

extension Predictions {
  /// All scores, row by row.
  var values: [Float] { withUnsafeScores { Array($0) } }
}
