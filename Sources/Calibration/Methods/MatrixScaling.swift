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
public struct MatrixScaling: CalibrationMethod {
  /// What holds the numbers back, and what is told meanwhile.
  public var settings: MatrixFitSettings

  /// Creates the method.
  ///
  /// - Parameter settings: By default ODIR, of a strength that cross-validation chooses.
  public init(_ settings: MatrixFitSettings = MatrixFitSettings()) {
    self.settings = settings
  }

  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` below 5 rows where the strength is to be
  ///   chosen.
  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<MatrixMap> {
    try MatrixFit(inputs: .centeredLogits, settings: settings).report(fittingTo: data)
  }
}
