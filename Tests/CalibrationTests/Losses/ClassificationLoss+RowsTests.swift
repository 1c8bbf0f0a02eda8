import Testing

@testable import Calibration

@Suite struct ClassificationLossRowsTests {
  let loss = CrossEntropy()

  @Test func badRowsAndLabelsAreRefused() {
    #expect(throws: PredictionsError.shape(scoreCount: 0, columnCount: 2)) {
      try loss.value(logits: [], label: 0)
    }
    #expect(throws: PredictionsError.shape(scoreCount: 1, columnCount: 2)) {
      try loss.gradient(logits: [1], label: 0)
    }
    #expect(throws: PredictionsError.notANumber(row: 0, column: 0)) {
      try loss.hessian(logits: [.nan, 1], label: 0)
    }
    #expect(throws: PredictionsError.positiveInfinity(row: 0, column: 1)) {
      try loss.hessianDiagonal(logits: [0, .infinity], label: 0)
    }
    #expect(throws: PredictionsError.noPossibleClass(row: 0)) {
      try loss.value(logits: [-.infinity, -.infinity], label: 0)
    }
    for label in [-1, 2] {
      #expect(throws: PredictionsError.labelOutOfRange(row: 0, label: label, classCount: 2)) {
        try loss.value(logits: [0, 1], label: label)
      }
    }
    #expect(throws: PredictionsError.impossibleLabel(row: 0, label: 1)) {
      try loss.value(logits: [0, -.infinity], label: 1)
    }
  }

  @Test func impossibleClassesTakeNoPart() throws {
    let focal = try FocalLoss(gamma: 2)
    let with = try focal.gradient(logits: [1, -.infinity, 0], label: 0)
    let without = try focal.gradient(logits: [1, 0], label: 0)
    #expect(with[1] == 0)
    #expect(abs(with[0] - without[0]) <= 1e-15 && abs(with[2] - without[1]) <= 1e-15)
  }
}
