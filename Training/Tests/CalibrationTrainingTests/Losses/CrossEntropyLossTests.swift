import Calibration
import CalibrationTraining
import Testing

@Suite struct CrossEntropyLossTests {
  @Test(arguments: [0, 0.05, 0.3])
  func isTheLossOfTheLibrary(smoothing: Double) throws {
    let library = try LabelSmoothedCrossEntropy(smoothing: smoothing)
    // libtorch computes in floats.
    try LossEvaluation.expect(
      CrossEntropyLoss(smoothing: smoothing),
      on: RandomBatch(rows: 6, classes: 9, scale: 4, seed: 41),
      tolerance: 2e-6,
      gradientTolerance: 2e-7
    ) { try library.value(logits: $0, label: $1) }
  }

  /// −100 is a label that libtorch by itself leaves out.
  @Test(arguments: [-100, -1, 2])
  func refusesLabelsThatAreNoClass(label: Int) {
    #expect(throws: TorchError.self) {
      try LossEvaluation(CrossEntropyLoss(), logits: [[1, 2], [1, 2]], labels: [0, label])
    }
  }

  @Test func namesTheLabelAndItsRow() throws {
    let error = try #require(throws: TorchError.self) {
      try LossEvaluation(CrossEntropyLoss(), logits: [[1, 2], [1, 2]], labels: [0, 7])
    }
    #expect(error.message == "label 7 of row 1 is not in 0 ..< 2")
  }
}
