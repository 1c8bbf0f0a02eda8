import TorchShim

/// Dual focal loss, −(1 − q_y + q_j)^γ ln q_y, where q_j is the largest probability below q_y, or 0
/// where q_y is the smallest.
///
/// The gradient flows through q_j too.
///
/// Source: Tao, Dong and Xu, "Dual Focal Loss for Calibration" (ICML 2023).
public struct DualFocalLoss: TrainingLoss {
  /// γ ≥ 0.
  public let gamma: Double

  /// - Throws: ``TrainingLossError/gamma(_:)``.
  public init(gamma: Double) throws(TrainingLossError) {
    try TrainingLossError.check(gamma: gamma)
    self.gamma = gamma
  }

  public var name: String { "dual-focal:\(gamma.shortDescription)" }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    Tensor(
      owning: try torchHandle { error in
        ts_dual_focal_loss(logits.handle, labels.handle, gamma, error)
      }
    )
  }
}
