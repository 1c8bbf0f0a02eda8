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
public struct DirichletCalibration: RegularizedMatrixMethod {
  public static let inputs = MatrixMap.Inputs.logProbabilities
  public var regularization = MatrixRegularization.odir
  public var strength: RegularizationStrength?

  public init() {}
}
