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
public struct DirichletCalibration: CalibrationMethod {
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
    try MatrixFit(inputs: .logProbabilities, settings: settings).report(fittingTo: data)
  }
}
