/// Dirichlet calibration: a full matrix and a shift for each class on log-probabilities,
/// p = softmax(W ln q + b) with q = softmax(z), fitted with regularisation.
///
/// It is what Bayes' rule gives where the q of each class have a Dirichlet distribution. It minimises
/// mean −ln p_y plus the penalty of ``MatrixRegularization``, whose strength is given or chosen by
/// cross-validation. It starts at temperature scaling's optimum, so under ODIR it is never worse than
/// that on the fitting data. The order of the classes may change.
///
/// Source: Kull, Perello-Nieto, Kängsepp, Silva Filho, Song and Flach, "Beyond temperature scaling:
/// Obtaining well-calibrated multiclass probabilities with Dirichlet calibration" (NeurIPS 2019).
public struct DirichletCalibration: CalibrationMethod, Codable {
  /// Which parameters are regularised.
  public var regularization: MatrixRegularization
  /// How strongly; `nil` for the strength that 5-fold cross-validation of the negative log-likelihood
  /// chooses.
  public var strength: RegularizationStrength?

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - regularization: Which parameters are regularised.
  ///   - strength: λ ≥ 0 and μ ≥ 0; `nil` lets cross-validation choose, which needs at least 5 rows.
  public init(regularization: MatrixRegularization = .odir, strength: RegularizationStrength? = nil) {
    self.regularization = regularization
    self.strength = strength
  }

  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` below 5 rows where the strength is to be
  ///   chosen.
  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<MatrixMap> {
    try MatrixFit(inputs: .logProbabilities, regularization: regularization, strength: strength)
      .fit(to: data, progress: progress)
  }
}
