/// What a fit makes as small as it can on the fitting data.
public enum FittingObjective: String, Sendable, Hashable, Codable, CaseIterable {
  /// Mean negative log-likelihood of the labels, in nats. Proper: its optimum is calibrated.
  case negativeLogLikelihood = "nll"
  /// Mean Brier score, summed over classes. Proper.
  case brier
  /// Expected calibration error of the confidence, 15 bins of equal width. Not proper, not smooth;
  /// offered because published results select by it.
  case expectedCalibrationError = "ece"
  /// Expected calibration error of the confidence, 15 bins of equal mass. Not proper, not smooth.
  case adaptiveCalibrationError = "adaptive-ece"

  /// Whether the objective is smooth in the parameters, so that its optimum is found by derivatives
  /// and has standard errors.
  var isSmooth: Bool { self == .negativeLogLikelihood || self == .brier }
}
