import TorchShim

/// Focal loss, −(1 − q_y)^γ ln q_y (Lin et al. 2017), with a γ that may fall from epoch to epoch, as
/// in the schedules of Mukhoti et al. 2020.
///
/// γ = 0 is cross-entropy.
public struct FocalTrainingLoss: TrainingLoss {
  /// γ of each stretch of epochs, at least 0; at least one.
  public let gammas: [Double]
  /// The epochs from 0 on at which the second and each later γ begins, ascending.
  public let startEpochs: [Int]

  /// The same γ ≥ 0 in every epoch.
  ///
  /// - Throws: ``TrainingLossError/gamma(_:)``.
  public init(gamma: Double) throws(TrainingLossError) {
    try self.init(gammas: [gamma], startEpochs: [])
  }

  /// A γ ≥ 0 for each stretch of epochs.
  ///
  /// - Parameter startEpochs: Where the second and each later γ begins: one fewer than there are γ,
  ///   above 0 and ascending.
  /// - Throws: ``TrainingLossError/gamma(_:)`` or ``TrainingLossError/schedule``.
  public init(gammas: [Double], startEpochs: [Int]) throws(TrainingLossError) {
    for gamma in gammas { try TrainingLossError.check(gamma: gamma) }
    guard gammas.count == startEpochs.count + 1,
      zip([0] + startEpochs, startEpochs).allSatisfy({ $0 < $1 })
    else { throw .schedule }
    self.gammas = gammas
    self.startEpochs = startEpochs
  }

  public var name: String {
    let values = gammas.map(\.shortDescription).joined(separator: ",")
    let starts = startEpochs.map(String.init).joined(separator: ",")
    return startEpochs.isEmpty ? "focal:\(values)" : "focal:\(values)@\(starts)"
  }

  /// γ in an epoch.
  public func gamma(inEpoch epoch: Int) -> Double {
    gammas[startEpochs.count { $0 <= epoch }]
  }

  public func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.focalLoss(labels: labels, gamma: PiecewiseGamma(gamma(inEpoch: epoch)))
  }
}
