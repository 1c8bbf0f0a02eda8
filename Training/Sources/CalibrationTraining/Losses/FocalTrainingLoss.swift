import Calibration

/// Focal loss, −(1 − q_y)^γ ln q_y (Lin et al. 2017), with a γ that may fall from epoch to epoch, as
/// in the schedules of Mukhoti et al. 2020.
///
/// γ = 0 is cross-entropy.
package struct FocalTrainingLoss: TrainingLoss {
  /// γ ≥ 0. The library's focal loss takes γ above −1 too, but the inverse focal loss of training takes
  /// its place there.
  static let gammaParameter = LossParameter("gamma", symbol: "γ", .atLeast(0), example: 3)

  /// γ of each period of epochs, at least 0; at least one.
  package let gammas: [Double]
  /// The epochs from 0 on at which the second and each later γ begins, ascending.
  package let startEpochs: [Int]

  /// The same γ ≥ 0 in every epoch.
  ///
  /// - Throws: ``TrainingLossError`` when γ is negative or not finite.
  package init(gamma: Double) throws(TrainingLossError) {
    try self.init(gammas: [gamma], startEpochs: [])
  }

  /// A γ ≥ 0 for each period of epochs.
  ///
  /// - Parameter startEpochs: Where the second and each later γ begins: one fewer than there are γ,
  ///   above 0 and ascending.
  /// - Throws: ``TrainingLossError`` when a γ is negative or not finite, or the schedule is none.
  package init(gammas: [Double], startEpochs: [Int]) throws(TrainingLossError) {
    for gamma in gammas { try Self.gammaParameter.requireForTraining(gamma) }
    guard gammas.count == startEpochs.count + 1,
      zip([0] + startEpochs, startEpochs).allSatisfy({ $0 < $1 })
    else { throw .schedule }
    self.gammas = gammas
    self.startEpochs = startEpochs
  }

  package var name: String {
    let values = gammas.map(\.shortDescription).joined(separator: ",")
    let starts = startEpochs.map(String.init).joined(separator: ",")
    return startEpochs.isEmpty ? "focal:\(values)" : "focal:\(values)@\(starts)"
  }

  /// γ in an epoch.
  package func gamma(inEpoch epoch: Int) -> Double {
    gammas[startEpochs.count { $0 <= epoch }]
  }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.focalLoss(labels: labels, gamma: PiecewiseGamma(gamma(inEpoch: epoch)))
  }

  package func libraryLoss(inEpoch epoch: Int) -> (any ClassificationLoss)? {
    try? FocalLoss(gamma: gamma(inEpoch: epoch))
  }
}
