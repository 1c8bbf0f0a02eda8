import Foundation
import Testing

@testable import Calibration

@Suite struct LogisticLineTests {
  @Test func twoScoresAreFittedExactly() {
    // With two scores the line goes through both log-odds.
    let line = LogisticLine(fittingTo: [
      ScoreGroup(score: 100, weight: 4, positive: 1),
      ScoreGroup(score: 102, weight: 10, positive: 8),
    ])
    #expect(abs(line.logOdds(at: 100) - log(1.0 / 3)) < 1e-6)
    #expect(abs(line.logOdds(at: 102) - log(4.0)) < 1e-6)
  }

  @Test func theGradientVanishes() {
    var generator = SeededGenerator(seed: 11)
    let groups = (0..<200).map { _ in
      let score = generator.normal() * 5
      let positive = Double.random(in: 0..<1, using: &generator) < sigmoid(score / 3 - 1)
      return ScoreGroup(score: score, weight: 1, positive: positive ? 1 : 0)
    }
    let line = LogisticLine(fittingTo: groups)
    let residuals = groups.map { sigmoid(line.logOdds(at: $0.score)) - $0.positive }
    #expect(abs(residuals.reduce(0, +)) / 200 < 1e-7)
    #expect(abs(zip(residuals, groups).reduce(0) { $0 + $1.0 * $1.1.score }) / 200 < 1e-7)
  }

  @Test func staysFinite() {
    let separable = LogisticLine(fittingTo: [
      ScoreGroup(score: -1e4, weight: 3, positive: 0),
      ScoreGroup(score: 1e4, weight: 3, positive: 3),
    ])
    #expect(separable.slope > 0 && separable.slope.isFinite)
    #expect(sigmoid(separable.logOdds(at: 1e4)) > 0.999)
    let oneLabel = LogisticLine(fittingTo: [ScoreGroup(score: 2, weight: 3, positive: 3)])
    #expect(oneLabel.slope == 0 && oneLabel.intercept > 5 && oneLabel.intercept.isFinite)
    #expect(LogisticLine(fittingTo: []).logOdds(at: 3) == 3)
  }
}
