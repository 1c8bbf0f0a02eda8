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
public struct MatrixScaling: RegularizedMatrixMethod {
  public static let inputs = MatrixMap.Inputs.centeredLogits
  public var regularization = MatrixRegularization.odir
  public var strength: RegularizationStrength?

  public init() {}
}
