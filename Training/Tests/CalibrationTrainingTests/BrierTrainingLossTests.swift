import Calibration
import CalibrationTraining
import Testing

@Suite struct BrierTrainingLossTests {
  @Test(arguments: [2, 5, 8, 17])
  func isTheLossOfTheLibrary(classes: Int) throws {
    let batch = RandomBatch(rows: 6, classes: classes, scale: 4, seed: 31)
    let expected = try batch.differences { try BrierLoss().value(logits: $0, label: $1) }
    let found = try LossEvaluation(
      BrierTrainingLoss(),
      logits: batch.logits,
      labels: batch.labels
    )
    #expect(abs(found.value - expected.value) < 1e-6 * expected.value)
    for (value, reference) in zip(found.gradient, expected.gradient) {
      #expect(abs(Double(value) - reference) < 1e-7)
    }
  }
}
