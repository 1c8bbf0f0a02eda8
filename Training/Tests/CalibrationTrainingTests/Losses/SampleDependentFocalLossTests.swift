import Calibration
import CalibrationTraining
import Testing

@Suite struct SampleDependentFocalLossTests {
  /// Rows of either kind, against the library's focal loss with the γ of the row.
  @Test func takesGammaByTheTrueClassProbability() throws {
    let batch = RandomBatch(rows: 40, classes: 5, scale: 3, seed: 21)
    let crossEntropy = CrossEntropy()
    let gammas = try zip(batch.logits, batch.labels).map { row, label in
      // q_y < 0.2
      try crossEntropy.value(logits: row.map(Double.init), label: label) > 1.6094379 ? 5.0 : 3.0
    }
    #expect(Set(gammas) == [3, 5])
    var expected = 0.0
    var gradient: [Double] = []
    for (row, (label, gamma)) in zip(batch.logits, zip(batch.labels, gammas)) {
      let loss = try FocalLoss(gamma: gamma)
      let logits = row.map(Double.init)
      expected += try loss.value(logits: logits, label: label) / 40
      gradient += try loss.gradient(logits: logits, label: label).map { $0 / 40 }
    }
    let found = try LossEvaluation(SampleDependentFocalLoss(), logits: batch.logits, labels: batch.labels)
    #expect(abs(found.value - expected) < 1e-6 * expected)
    for (value, reference) in zip(found.gradient, gradient) {
      #expect(abs(Double(value) - reference) < 1e-8)
    }
  }

  /// q_y = 0.2 exactly: five equal logits.
  @Test func theBoundBelongsToTheUpperPiece() throws {
    let row = [Float](repeating: 0, count: 5)
    let found = try LossEvaluation(SampleDependentFocalLoss(), logits: [row], labels: [0])
    let expected = try FocalLoss(gamma: 3).value(logits: row.map(Double.init), label: 0)
    #expect(abs(found.value - expected) < 1e-6)
  }
}
