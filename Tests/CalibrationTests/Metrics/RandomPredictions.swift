import Foundation

@testable import Calibration

/// All metrics on the rows as they are, each computed by itself.
func pointMetrics(of map: (any CalibrationMap)? = nil, on data: LabeledPredictions) throws -> [Metric: Double] {
  let rows = try EvaluatedRows(of: map, on: data)
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
