/// Matrix scaling: a full matrix and a shift for each class, p = softmax(W x + b) with x = z − mean(z),
/// fitted with regularisation.
///
/// It minimises mean −ln p_y plus the penalty of ``MatrixRegularization``, whose strength is given or
/// chosen by cross-validation. Logits are centred because a row of logits means the same when a constant
/// is added to it. It starts at temperature scaling's optimum, so under ODIR it is never worse than
/// that on the fitting data. The order of the classes may change.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017);
/// ODIR from Kull et al. (NeurIPS 2019).
public struct MatrixScaling: CalibrationMethod, Codable {
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
    try MatrixFit(inputs: .centeredLogits, regularization: regularization, strength: strength)
      .fit(to: data, progress: progress)
  }
}
