import Foundation

/// The learning rate of every step of a run.
///
/// It depends on the number of the step alone, so that a resumed run goes on as if it had not
/// stopped.
package struct LearningRate: Sendable, Hashable {
  /// η, above 0.
  package let base: Double
  package let schedule: LearningRateSchedule
  /// Over how many epochs the rate rises to η in equal steps, the first of them above 0; 0 for none.
  package let warmupEpochs: Int
  package let epochs: Int
  package let stepsPerEpoch: Int

  package init(
    base: Double,
    schedule: LearningRateSchedule = .constant,
    warmupEpochs: Int = 0,
    epochs: Int,
    stepsPerEpoch: Int
  ) {
    self.base = base
    self.schedule = schedule
    self.warmupEpochs = warmupEpochs
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// The rate of a step, counted from 0 over the whole run.
  ///
  /// The cosine begins where the warm-up ends; the epochs of a step schedule are counted from the
  /// beginning of the run.
  package func rate(atStep step: Int) -> Double {
    let warmupSteps = warmupEpochs * stepsPerEpoch
    if step < warmupSteps { return base * Double(step + 1) / Double(warmupSteps) }
    switch schedule {
    case .constant:
      return base
    case .cosine:
      let progress = Double(step - warmupSteps) / Double(epochs * stepsPerEpoch - warmupSteps)
      return base * (1 + cos(.pi * progress)) / 2
    case .step(let factor, let afterEpochs):
      let passed = afterEpochs.count { $0 <= step / stepsPerEpoch }
      return base * pow(factor, Double(passed))
    }
  }
}
