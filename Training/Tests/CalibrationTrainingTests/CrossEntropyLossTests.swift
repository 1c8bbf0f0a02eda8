import Calibration
import CalibrationTraining
import Testing

@Suite struct CrossEntropyLossTests {
  @Test(arguments: [0, 0.05, 0.3])
  func isTheLossOfTheLibrary(smoothing: Double) throws {
    let batch = RandomBatch(rows: 6, classes: 9, scale: 4, seed: 41)
    let library = try LabelSmoothedCrossEntropy(smoothing: smoothing)
    let expected = try batch.differences { try library.value(logits: $0, label: $1) }
    let found = try LossEvaluation(
      CrossEntropyLoss(smoothing: smoothing),
      logits: batch.logits,
      labels: batch.labels
    )
    // libtorch computes in floats.
    #expect(abs(found.value - expected.value) < 2e-6 * expected.value)
    for (value, reference) in zip(found.gradient, expected.gradient) {
      #expect(abs(Double(value) - reference) < 2e-7)
    }
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
