import Foundation
import Testing

@testable import Calibration

@Suite struct SkillScoreTests {
  @Test func theFrequenciesThemselvesHaveNoSkill() throws {
    let data = try LabeledPredictions(
      Predictions((0..<8).flatMap { _ -> [Float] in [0.5, 0.25, 0.25] }, columnCount: 3, kind: .probabilities),
      labels: [0, 0, 0, 0, 1, 1, 2, 2]
    )
    let rows = try EvaluatedRows(on: data)
    #expect(abs(rows.negativeLogLikelihoodSkill) < 1e-14)
    #expect(abs(rows.brierSkill) < 1e-14)
  }

  @Test func rowsOfOneClassLeaveNothingToGain() throws {
    let rows = try confidenceRows([(0.75, true), (0.625, true)])
    #expect(rows.negativeLogLikelihoodSkill == 0)
    #expect(rows.brierSkill == 0)
  }

  @Test func infiniteLossHasNoLimitOfSkill() throws {
    let data = try LabeledPredictions(Predictions([0, 1, 2, 0, 1, 2], columnCount: 3, kind: .logits), labels: [0, 1])
    let rows = try EvaluatedRows(of: RulingOutMap(), on: data)
    #expect(rows.negativeLogLikelihoodSkill == -.infinity)
  }
}
