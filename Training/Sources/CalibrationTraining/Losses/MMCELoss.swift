import TorchShim

/// Cross-entropy plus λ times the maximum mean calibration error (MMCE) of the batch.
///
/// With the confidences r_i = max_k q_ik of m rows, c_i = 1 where a row is right and 0 where it is
/// wrong, and the kernel k(r, s) = exp(−|r − s| / 0.4),
///
///     MMCE² = Σ_ij (c_i − r_i)(c_j − r_j)·k(r_i, r_j) / m².
///
/// The root is taken of MMCE² + 10⁻¹⁰, since its slope at 0 is infinite.
///
/// Source: Kumar, Sarawagi and Jain, "Trainable Calibration Measures for Neural Networks from Kernel
/// Mean Embeddings" (ICML 2018).
public struct MMCELoss: TrainingLoss {
  /// λ ≥ 0.
  public let factor: Double

  /// - Throws: ``TrainingLossError/factor(_:)``.
  public init(factor: Double) throws(TrainingLossError) {
    try TrainingLossError.check(factor: factor)
    self.factor = factor
  }

  public var name: String { "mmce:\(factor.shortDescription)" }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.mmceLoss(labels: labels, factor: factor, weighted: false)
  }
}

extension Tensor {
  /// Of these logits, the mean cross-entropy plus `factor` times the batch's MMCE.
  func mmceLoss(labels: Tensor, factor: Double, weighted: Bool) throws(TorchError) -> Tensor {
    Tensor(
      owning: try torchHandle { error in
        ts_mmce_loss(handle, labels.handle, factor, weighted, error)
      }
    )
  }
}
