import Testing

@testable import Calibration

@Suite struct BinaryScoresTests {
  @Test func badDataAreRefused() {
    #expect(throws: PredictionsError.noRows) { try BinaryScores(logOdds: [], outcomes: []) }
    #expect(throws: PredictionsError.labelCount(labels: 1, rows: 2)) {
      try BinaryScores(logOdds: [0, 1], outcomes: [true])
    }
    #expect(throws: PredictionsError.notANumber(row: 1, column: 0)) {
      try BinaryScores(logOdds: [0, .nan], outcomes: [true, true])
    }
    #expect(throws: PredictionsError.impossibleLabel(row: 0, label: 1)) {
      try BinaryScores(logOdds: [-.infinity], outcomes: [true])
    }
    #expect(throws: PredictionsError.impossibleLabel(row: 0, label: 0)) {
      try BinaryScores(logOdds: [.infinity], outcomes: [false])
    }
    #expect(throws: PredictionsError.weightCount(weights: 1, rows: 2)) {
      try BinaryScores(logOdds: [0, 1], outcomes: [true, true], weights: [1])
    }
    #expect(throws: PredictionsError.weightOutOfRange(row: 1, weight: -1)) {
      try BinaryScores(logOdds: [0, 1], outcomes: [true, true], weights: [1, -1])
    }
    #expect(throws: PredictionsError.noWeight) {
      try BinaryScores(logOdds: [0, 1], outcomes: [true, true], weights: [0, 0])
    }
  }

  @Test func rowsThatCannotMatterAreLeftOut() throws {
    let scores = try BinaryScores(
      logOdds: [.infinity, 1, 2, -.infinity],
      outcomes: [true, true, false, false],
      weights: [1, 0, 3, 1]
    )
    #expect(scores.logOdds == [2])
    #expect(scores.outcomes == [false])
    #expect(scores.weights == [3])
  }
}
