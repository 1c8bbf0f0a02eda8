/// The metrics of an ``Evaluation``. The raw value is the name in JSON.
public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
  /// ``EvaluatedRows/accuracy``.
  case accuracy
  /// ``EvaluatedRows/negativeLogLikelihood``.
  case negativeLogLikelihood = "nll"
  /// ``EvaluatedRows/brierScore``, summed over classes.
  case brierScore = "brier"
  /// The expected calibration error with bins of equal width, L1 norm.
  case expectedCalibrationError = "ece"
  /// The root mean square calibration error with bins of equal width, L2 norm.
  case rootMeanSquareCalibrationError = "rmsce"
  /// The maximum calibration error over bins of equal width.
  case maximumCalibrationError = "mce"
  /// The expected calibration error with bins of equal mass, L1 norm.
  case equalMassCalibrationError = "adaptive_ece"
  /// ``ClasswiseReliability/calibrationError(norm:)``, L1 norm.
  case classwiseCalibrationError = "classwise_ece"
  /// ``EvaluatedRows/meanConfidence``.
  case meanConfidence = "mean_confidence"
  /// ``EvaluatedRows/confidenceGap``.
  case confidenceGap = "confidence_gap"
  /// ``ReliabilityTable/overconfidence``, bins of equal width.
  case overconfidence
  /// ``ReliabilityTable/underconfidence``, bins of equal width.
  case underconfidence
  /// ``EvaluatedRows/debiasedCalibrationError(binCount:)``, bins of equal mass.
  case debiasedCalibrationError = "debiased_l2"
  /// ``EvaluatedRows/sweepCalibrationError(norm:)``, L1 norm.
  case sweepCalibrationError = "ece_sweep"
  /// ``EvaluatedRows/kolmogorovSmirnovError``.
  case kolmogorovSmirnovError = "ks"
  /// ``EvaluatedRows/confidenceAUROC``.
  case confidenceAUROC = "confidence_auroc"
  /// ``EvaluatedRows/riskCoverageArea``.
  case riskCoverageArea = "aurc"
  /// ``EvaluatedRows/negativeLogLikelihoodSkill``.
  case negativeLogLikelihoodSkill = "nll_skill"
  /// ``EvaluatedRows/brierSkill``.
  case brierSkill = "brier_skill"
  /// The miscalibration of ``EvaluatedRows/brierDecomposition``.
  case brierMiscalibration = "brier_miscalibration"
  /// The discrimination of ``EvaluatedRows/brierDecomposition``.
  case brierDiscrimination = "brier_discrimination"
  /// The uncertainty of ``EvaluatedRows/brierDecomposition``.
  case brierUncertainty = "brier_uncertainty"
  /// The miscalibration of ``EvaluatedRows/negativeLogLikelihoodDecomposition``.
  case negativeLogLikelihoodMiscalibration = "nll_miscalibration"
  /// The discrimination of ``EvaluatedRows/negativeLogLikelihoodDecomposition``.
  case negativeLogLikelihoodDiscrimination = "nll_discrimination"
  /// The uncertainty of ``EvaluatedRows/negativeLogLikelihoodDecomposition``.
  case negativeLogLikelihoodUncertainty = "nll_uncertainty"

  /// A short name for tables.
  public var name: String {
    switch self {
    case .accuracy: "Accuracy"
    case .negativeLogLikelihood: "NLL"
    case .brierScore: "Brier"
    case .expectedCalibrationError: "ECE"
    case .rootMeanSquareCalibrationError: "RMSCE"
    case .maximumCalibrationError: "MCE"
    case .equalMassCalibrationError: "Equal-mass ECE"
    case .classwiseCalibrationError: "Class-wise ECE"
    case .meanConfidence: "Confidence"
    case .confidenceGap: "Confidence gap"
    case .overconfidence: "Over-confidence"
    case .underconfidence: "Under-confidence"
    case .debiasedCalibrationError: "Debiased L2 error"
    case .sweepCalibrationError: "ECE-sweep"
    case .kolmogorovSmirnovError: "KS error"
    case .confidenceAUROC: "Confidence AUROC"
    case .riskCoverageArea: "AURC"
    case .negativeLogLikelihoodSkill: "NLL skill"
    case .brierSkill: "Brier skill"
    case .brierMiscalibration: "Brier miscalibration"
    case .brierDiscrimination: "Brier discrimination"
    case .brierUncertainty: "Brier uncertainty"
    case .negativeLogLikelihoodMiscalibration: "NLL miscalibration"
    case .negativeLogLikelihoodDiscrimination: "NLL discrimination"
    case .negativeLogLikelihoodUncertainty: "NLL uncertainty"
    }
  }

  /// Whether the better of two models has the lower value (`false`: the higher); `nil` where neither
  /// is better as such.
  public var lowerIsBetter: Bool? {
    switch self {
    case .accuracy, .confidenceAUROC, .negativeLogLikelihoodSkill, .brierSkill,
      .brierDiscrimination, .negativeLogLikelihoodDiscrimination:
      false
    case .meanConfidence, .confidenceGap, .brierUncertainty, .negativeLogLikelihoodUncertainty: nil
    default: true
    }
  }
}
