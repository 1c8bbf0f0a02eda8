import Calibration
import CalibrationTraining
import Testing

@Suite struct BrierTrainingLossTests {
  @Test(arguments: [2, 5, 8, 17])
  func isTheLossOfTheLibrary(classes: Int) throws {
    try LossEvaluation.expect(
      BrierTrainingLoss(),
      on: RandomBatch(rows: 6, classes: classes, scale: 4, seed: 31)
    ) { try BrierLoss().value(logits: $0, label: $1) }
  }
}
