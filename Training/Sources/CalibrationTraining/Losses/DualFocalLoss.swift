import Calibration
import TorchShim

/// Dual focal loss, −(1 − q_y + q_j)^γ ln q_y, where q_j is the largest probability below q_y, or 0
/// where q_y is the smallest.
///
/// The gradient flows through q_j too.
///
/// Source: Tao, Dong and Xu, "Dual Focal Loss for Calibration" (ICML 2023).
package struct DualFocalLoss: TrainingLoss {
  /// γ ≥ 0.
  static let gammaParameter = LossParameter("gamma", symbol: "γ", .atLeast(0), example: 5)

  /// γ ≥ 0.
  package let gamma: Double

  /// - Throws: ``TrainingLossError`` when γ is negative or not finite.
  package init(gamma: Double) throws(TrainingLossError) {
    try Self.gammaParameter.requireForTraining(gamma)
    self.gamma = gamma
  }

  package var name: String { "dual-focal:\(gamma.shortDescription)" }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_dual_focal_loss(logits.handle, labels.handle, gamma, error) }
  }
}
