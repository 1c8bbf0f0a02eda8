import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct BinaryScoresSeparationTests {
  private func isSeparated(_ scores: [Double], _ outcomes: [Int], _ shape: SeparatingShape) throws -> Bool {
    try BinaryScores(logOdds: scores, outcomes: outcomes.map { $0 == 1 }).isSeparated(by: shape)
  }

  @Test func separationIsKnownByTheOrderOfTheScores() throws {
    let cases: [(scores: [Double], outcomes: [Int], rising: Bool, line: Bool, parabola: Bool)] = [
      ([-1, 0, 1, 2], [0, 0, 1, 1], true, true, true),
      ([-1, 0, 1, 2], [1, 1, 0, 0], false, true, true),
      ([-1, 0, 1, 2], [0, 1, 1, 0], false, false, true),
      ([-1, 0, 1, 2], [0, 1, 0, 1], false, false, false),
      // Mixed at a root.
      ([-1, 0, 0, 1], [0, 0, 1, 1], true, true, true),
      ([-1, 0, 0, 1], [1, 0, 1, 0], false, true, true),
      ([-1, 0, 0, 1], [0, 0, 1, 0], false, false, true),
      ([-1, -1, 0, 1, 1], [0, 1, 1, 0, 1], false, false, true),
      ([-1, -1, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1], false, false, false),
      // Nothing to gain: every score is mixed.
      ([0, 0], [0, 1], false, false, false),
      ([-1, -1, 1, 1], [0, 1, 0, 1], false, false, false),
      // One outcome.
      ([-1, 2], [1, 1], true, true, true),
    ]
    for (scores, outcomes, rising, line, parabola) in cases {
      let text: Comment = "\(scores) \(outcomes)"
      #expect(try isSeparated(scores, outcomes, .risingLine) == rising, text)
      #expect(try isSeparated(scores, outcomes, .line) == line, text)
      #expect(try isSeparated(scores, outcomes, .parabola) == parabola, text)
    }
  }

  /// All 0 below, all 1 above, mixed in the middle: no finite optimum, and cautious numbers.
  @Test func quasiCompleteSeparationIsTreatedAsCompleteSeparation() throws {
    let scores = (0..<100).map { row in row < 40 ? -2.0 : row < 60 ? 0 : 2 }
    let outcomes = (0..<100).map { row in row < 40 ? false : row < 60 ? row % 2 == 0 : true }
    let data = try BinaryScores(logOdds: scores, outcomes: outcomes)
    func expectCaution(_ fit: BinaryFit<some BinaryCalibrationMap>) {
      #expect(fit.warnings.contains(.separableOutcomes))
      // 1 / (40 + 10 + 2) is the least of Platt's targets.
      let p = LogOdds.probability(fit.map.logOdds(-2))
      #expect(p > 0.005 && p < 0.05, "\(p)")
    }
    expectCaution(PlattScaling(smoothsTargets: false).fit(to: data))
    expectCaution(BetaCalibration().fit(to: data))
    expectCaution(QuadraticLogisticCalibration().fit(to: data))
  }
}
