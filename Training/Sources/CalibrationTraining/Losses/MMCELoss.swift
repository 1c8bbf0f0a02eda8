import Calibration
import TorchShim

/// Cross-entropy plus λ times the maximum mean calibration error (MMCE) of the batch, or its weighted
/// form, in which the few wrong rows of a good network weigh as much as the many right ones.
///
/// With the confidences r_i = max_k q_ik of m rows, of which n are right, c_i = 1 where a row is right
/// and 0 where it is wrong, and the kernel k(r, s) = exp(−|r − s| / 0.4),
///
///     MMCE²   = Σ_ij (c_i − r_i)(c_j − r_j)·k(r_i, r_j) / m²
///     MMCE_w² = Σ_ij u_i u_j·k(r_i, r_j), u_i = (1 − r_i)/n where right, −r_i/(m − n) where wrong,
///
/// and MMCE_w is 0 where all rows are right or all are wrong. The root is taken of the square plus
/// 10⁻¹⁰, since its slope at 0 is infinite.
///
/// Source: Kumar, Sarawagi and Jain, "Trainable Calibration Measures for Neural Networks from Kernel
/// Mean Embeddings" (ICML 2018); the weighted form in section 3.2.
package struct MMCELoss: TrainingLoss {
  /// λ ≥ 0.
  static let factorParameter = LossParameter("factor", symbol: "λ", .atLeast(0), example: 2)

  /// λ ≥ 0.
  package let factor: Double
  /// Whether right and wrong rows weigh the same.
  package let isWeighted: Bool

  package init(factor: Double, isWeighted: Bool = false) throws(TrainingLossError) {
    try Self.factorParameter.requireForTraining(factor)
    self.factor = factor
    self.isWeighted = isWeighted
  }

  package var name: String {
    "\(isWeighted ? "mmce-weighted" : "mmce"):\(factor.shortDescription)"
  }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try Tensor { error in
      ts_mmce_loss(logits.handle, labels.handle, factor, isWeighted, error)
    }
  }
}
