import TorchShim

/// The Brier score summed over classes, Σ_k (q_k − [k = y])², between 0 and 2 (Brier 1950).
public struct BrierTrainingLoss: TrainingLoss {
  public init() {}

  public var name: String { "brier" }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    Tensor(
      owning: try torchHandle { error in ts_brier_loss(logits.handle, labels.handle, error) }
    )
  }
}
