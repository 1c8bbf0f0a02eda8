/// FLSD-53, the sample-dependent focal loss: focal loss with γ = 5 for rows with q_y below 0.2 and
/// γ = 3 for the others.
///
/// Source: Mukhoti et al., "Calibrating Deep Neural Networks using Focal Loss" (NeurIPS 2020).
package struct SampleDependentFocalLoss: TrainingLoss {
  private static let gamma = PiecewiseGamma(gammas: [5, 3], bounds: [0.2])

  package init() {}

  package var name: String { "flsd-53" }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.focalLoss(labels: labels, gamma: Self.gamma)
  }
}
