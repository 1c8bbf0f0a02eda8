import Testing

@testable import Calibration

/// Expects the value of a fit to be that of its map: what the metric of the objective gives for it.
func expectValue<Map: CalibrationMap>(
  of fit: Fit<Map>,
  by objective: FittingObjective,
  on data: LabeledPredictions,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let rows = try EvaluatedRows(of: fit.map, on: data)
  let value =
    switch objective {
    case .negativeLogLikelihood: rows.negativeLogLikelihood
    case .brier: rows.brierScore
    case .expectedCalibrationError: try rows.expectedCalibrationError()
    case .adaptiveCalibrationError: try rows.equalMassCalibrationError()
    }
  #expect(abs(fit.value - value) < 1e-12, sourceLocation: sourceLocation)
}
