import Calibration
import Foundation

/// AdaFocal: focal loss whose γ follows the calibration of the validation part, bin by bin.
///
/// After every epoch the validation rows are cut into 15 bins of equal mass by confidence, and with
/// the confidence C_b and the accuracy A_b of bin b
///
///     γ_b ← γ_b·exp(±(C_b − A_b)), with + where γ_b > 0 and − where γ_b < 0,
///
/// from γ_b = 1 on. Where |γ_b| would fall below 0.2 it becomes 0.2 with the other sign, and it is
/// kept in [−2, 20]. A training row takes the γ of the bin that its own q_y lies in: −(1 − q_y)^γ ln
/// q_y where γ > 0, the inverse focal loss −(1 + q_y)^|γ| ln q_y where γ < 0.
///
/// Source: Ghosh, Schaaf and Gormley, "AdaFocal: Calibration-aware Adaptive Focal Loss" (NeurIPS
/// 2022).
package struct AdaFocalLoss: TrainingLoss {
  static let binCount = 15
  /// Where the sign of γ changes.
  static let leastMagnitude = 0.2
  static let range = -2.0...20.0

  private var gamma = PiecewiseGamma(
    gammas: [Double](repeating: 1, count: binCount),
    bounds: (1..<binCount).map { Double($0) / Double(binCount) }
  )

  /// γ = 1 in bins of equal width.
  package init() {}

  package var name: String { "adafocal" }

  /// γ of each bin, from the lowest probabilities on.
  package var gammas: [Double] { gamma.gammas }

  /// The q_y from which on the second and each later bin holds.
  package var bounds: [Double] { gamma.bounds }

  package func mean(logits: Tensor, labels: Tensor, epoch: Int) throws(TorchError) -> Tensor {
    try logits.focalLoss(labels: labels, gamma: gamma)
  }

  /// ``gammas``, then ``bounds``.
  package var state: [Double] { gammas + bounds }

  package func restored(from state: [Double]) -> AdaFocalLoss? {
    guard state.count == 2 * Self.binCount - 1 else { return nil }
    let gammas = Array(state[..<Self.binCount])
    let bounds = Array(state[Self.binCount...])
    guard gammas.allSatisfy({ Self.range.contains($0) && $0 != 0 }),
      bounds.allSatisfy({ (0...1).contains($0) }),
      zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    var restored = self
    restored.gamma = PiecewiseGamma(gammas: gammas, bounds: bounds)
    return restored
  }

  /// This loss with γ and the bins moved on by one epoch; itself where there are fewer rows than
  /// bins.
  package func adapted(to validation: LabeledPredictions) -> AdaFocalLoss {
    guard
      let table = try? ReliabilityTable(equalMass: EvaluatedRows(on: validation), binCount: Self.binCount),
      table.bins.count == Self.binCount
    else { return self }
    var adapted = self
    adapted.gamma = PiecewiseGamma(
      gammas: zip(gammas, table.bins).map { gamma, bin in
        Self.next(gamma, gap: bin.gap ?? 0)
      },
      bounds: table.bins.dropFirst().map(\.lowerEdge)
    )
    return adapted
  }

  /// γ after an epoch at whose end a bin's confidence exceeded its accuracy by `gap`.
  static func next(_ gamma: Double, gap: Double) -> Double {
    let next = gamma * exp(gamma > 0 ? gap : -gap)
    if abs(next) < leastMagnitude { return next > 0 ? -leastMagnitude : leastMagnitude }
    return min(max(next, range.lowerBound), range.upperBound)
  }
}
