import Calibration
import Testing

@testable import CalibrationTraining

@Suite struct FocalTrainingLossTests {
  @Test(arguments: [0, 0.5, 1, 2.5, 3, 5, 20], [2, 7, 19])
  func isTheLossOfTheLibrary(gamma: Double, classes: Int) throws {
    let library = try FocalLoss(gamma: gamma)
    try LossEvaluation.expect(
      FocalTrainingLoss(gamma: gamma),
      on: RandomBatch(rows: 9, classes: classes, scale: 4, seed: 11)
    ) { try library.value(logits: $0, label: $1) }
  }

  /// More rows than one thread takes at a time, against the library's gradient.
  @Test func largeBatchesAreSharedOutToThreads() throws {
    let batch = RandomBatch(rows: 150, classes: 500, scale: 3, seed: 12)
    let library = try FocalLoss(gamma: 3)
    let found = try LossEvaluation(FocalTrainingLoss(gamma: 3), logits: batch.logits, labels: batch.labels)
    for row in [0, 64, 65, 66, 131, 149] {
      let expected = try library.gradient(logits: batch.logits[row].map(Double.init), label: batch.labels[row])
      for (k, reference) in expected.enumerated() {
        let value = Double(found.gradient[row * 500 + k])
        #expect(abs(value * 150 - reference) <= 1e-6 * abs(reference))
      }
    }
  }

  @Test func theGradientIsScaledByWhatComesAfter() throws {
    let logits = try Tensor([1, 2, 3], shape: [1, 3])
    logits.requireGradient()
    let loss = try FocalTrainingLoss(gamma: 2)
    let mean = try loss.mean(logits: logits, labels: try Tensor([0]), epoch: 0)
    try mean.adding(mean).backward()
    let single = try LossEvaluation(loss, logits: [[1, 2, 3]], labels: [0])
    let gradient = try #require(try logits.gradient()).floats()
    #expect(gradient == single.gradient.map { 2 * $0 })
  }

  @Test func theScheduleGivesEachEpochItsGamma() throws {
    let loss = try FocalTrainingLoss(gammas: [5, 3, 1], startEpochs: [100, 250])
    #expect([0, 99, 100, 249, 250, 999].map(loss.gamma) == [5, 5, 3, 3, 1, 1])
    let batch = RandomBatch(rows: 3, classes: 4, scale: 2, seed: 13)
    for (epoch, gamma) in [(0, 5.0), (100, 3), (300, 1)] {
      let scheduled = try LossEvaluation(loss, logits: batch.logits, labels: batch.labels, epoch: epoch)
      let constant = try LossEvaluation(FocalTrainingLoss(gamma: gamma), logits: batch.logits, labels: batch.labels)
      #expect(scheduled.value == constant.value)
    }
  }

  @Test func refusesGammasAndSchedulesThatMakeNoSense() {
    for gamma in [-0.5, .nan, .infinity] {
      #expect(throws: TrainingLossError.self) { try FocalTrainingLoss(gamma: gamma) }
    }
    for epochs in [[], [1, 2], [0], [-1]] {
      #expect(throws: TrainingLossError.schedule) {
        try FocalTrainingLoss(gammas: [2, 1], startEpochs: epochs)
      }
    }
    #expect(throws: TrainingLossError.schedule) {
      try FocalTrainingLoss(gammas: [3, 2, 1], startEpochs: [5, 5])
    }
  }

  @Test(arguments: [[-1], [3], [Int.max], [0, 1], []])
  func refusesLabelsThatDoNotFit(labels: [Int]) {
    #expect(throws: TorchError.self) {
      try LossEvaluation(FocalTrainingLoss(gamma: 3), logits: [[1, 2, 3]], labels: labels)
    }
  }

  @Test func refusesASingleClassAndNoRows() throws {
    let loss = try FocalTrainingLoss(gamma: 3)
    #expect(throws: TorchError.self) { try LossEvaluation(loss, logits: [[1]], labels: [0]) }
    #expect(throws: TorchError.self) {
      try loss.mean(logits: Tensor([], shape: [0, 3]), labels: Tensor([Int64]()), epoch: 0)
    }
  }
}
