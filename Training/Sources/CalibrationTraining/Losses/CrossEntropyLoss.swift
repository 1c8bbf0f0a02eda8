import Calibration
import TorchShim

/// −ln q_y, or with labels smoothed by ε: −Σ_k ((1 − ε)·[k = y] + ε/K)·ln q_k (Szegedy et al.
/// 2016).
package struct CrossEntropyLoss: TrainingLoss {
  /// ε in [0, 1).
  package let smoothing: Double

  /// Without smoothing.
  package init() {
    smoothing = 0
  }

  /// - Throws: ``TrainingLossError`` when ε does not lie in [0, 1).
  package init(smoothing: Double) throws(TrainingLossError) {
    try LabelSmoothedCrossEntropy.smoothingParameter.requireForTraining(smoothing)
    self.smoothing = smoothing
  }

  package var name: String {
    smoothing == 0 ? "cross-entropy" : "label-smoothing:\(smoothing.shortDescription)"
  }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try Tensor { error in ts_cross_entropy(logits.handle, labels.handle, smoothing, error) }
  }

  package func libraryLoss(inEpoch epoch: Int) -> (any ClassificationLoss)? {
    smoothing == 0 ? CrossEntropy() : try? LabelSmoothedCrossEntropy(smoothing: smoothing)
  }
}
