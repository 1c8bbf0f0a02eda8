import Calibration
import TorchShim

/// The Brier score summed over classes, Σ_k (q_k − [k = y])², between 0 and 2 (Brier 1950).
package struct BrierTrainingLoss: TrainingLoss {
  package init() {}

  package var name: String { "brier" }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_brier_loss(logits.handle, labels.handle, error) }
  }

  package func libraryLoss(inEpoch epoch: Int) -> (any ClassificationLoss)? { BrierLoss() }
}
