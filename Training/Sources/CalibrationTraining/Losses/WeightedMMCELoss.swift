/// Cross-entropy plus λ times the weighted maximum mean calibration error of the batch, in which the
/// few wrong rows of a good network weigh as much as the many right ones.
///
/// With n right and m − n wrong rows of confidence r_i and the kernel of ``MMCELoss``,
///
///     MMCE_w² = Σ_ij u_i u_j·k(r_i, r_j), u_i = (1 − r_i)/n where right, −r_i/(m − n) where wrong,
///
/// and 0 where all rows are right or all are wrong.
///
/// Source: Kumar, Sarawagi and Jain, "Trainable Calibration Measures for Neural Networks from Kernel
/// Mean Embeddings" (ICML 2018), section 3.2.
public struct WeightedMMCELoss: TrainingLoss {
  /// λ ≥ 0.
  public let factor: Double

  /// - Throws: ``TrainingLossError/factor(_:)``.
  public init(factor: Double) throws(TrainingLossError) {
    try TrainingLossError.check(factor: factor)
    self.factor = factor
  }

  public var name: String { "mmce-weighted:\(factor.shortDescription)" }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.mmceLoss(labels: labels, factor: factor, weighted: true)
  }
}
