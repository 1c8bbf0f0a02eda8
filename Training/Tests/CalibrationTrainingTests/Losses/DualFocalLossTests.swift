import Calibration
import CalibrationTraining
import Foundation
import Testing

@Suite struct DualFocalLossTests {
  /// Against the plain formula of the paper's code in double precision and its central differences.
  @Test(arguments: [0, 0.5, 1, 5], [2, 6, 18])
  func isTheFormulaOfThePaper(gamma: Double, classes: Int) throws {
    try LossEvaluation.expect(
      DualFocalLoss(gamma: gamma),
      on: RandomBatch(rows: 12, classes: classes, scale: 3, seed: 61)
    ) { logits, label in
      let exponentials = logits.map(exp)
      let q = exponentials.map { $0 / exponentials.reduce(0, +) }
      let rival = q.filter { $0 < q[label] }.max() ?? 0
      return -pow(1 - q[label] + rival, gamma) * log(q[label])
    }
  }
}
