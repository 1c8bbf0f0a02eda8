import TorchShim

/// −ln q_y, or with labels smoothed by ε: −Σ_k ((1 − ε)·[k = y] + ε/K)·ln q_k (Szegedy et al.
/// 2016).
public struct CrossEntropyLoss: TrainingLoss {
  /// ε, at least 0 and below 1.
  public let smoothing: Double

  public init(smoothing: Double = 0) {
    self.smoothing = smoothing
  }

  public var name: String { smoothing == 0 ? "cross-entropy" : "label-smoothing:\(smoothing)" }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    Tensor(
      owning: try torchHandle { error in
        ts_cross_entropy(logits.handle, labels.handle, smoothing, error)
      }
    )
  }
}
