import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ScoreGroupTests {
  private let probabilities = (1..<20).map { Double($0) / 20 }

  /// Each probability forty times, with outcomes that turn down now and then.
  private func scores(noise: Double) -> BinaryScores {
    var generator = SeededGenerator(seed: 7)
    var (logOdds, outcomes): ([Double], [Bool]) = ([], [])
    for probability in probabilities {
      for _ in 0..<40 {
        outcomes.append(Double.random(in: 0..<1, using: &generator) < 0.3 + probability / 3)
        let error = Double.random(in: -1...1, using: &generator) * noise
        logOdds.append(LogOdds.of(probability) + error)
      }
    }
    return BinaryScores(
      unchecked: logOdds,
      outcomes: outcomes,
      weights: nil,
      resolution: ScoreResolution(of: .probabilities)
    )
  }

  @Test func equalScoresAreOneGroup() {
    let groups = scores(noise: 1e-7).groups()
    #expect(groups.count == probabilities.count)
    #expect(groups.allSatisfy { $0.weight == 40 })
    // Scores that differ stay apart.
    let apart = ScoreGroup.groups(
      scores: [0, 2e-6, 4e-6],
      isPositive: { $0 == 1 },
      weights: nil,
      areEqual: ScoreResolution(of: .probabilities).equates(logOdds:_:)
    )
    #expect(apart.map(\.positive) == [0, 1, 0])
  }

  /// What rounding does to scores that tie must not show in a map, fitted to them or applied to them.
  @Test func mapsDoNotSeeTheRoundingOfTies() throws {
    for entry in MethodCatalog.entries {
      if case .event(let make) = entry.make { try check(make([:])) }
    }
  }

  private func check(_ method: some BinaryCalibrationMethod) {
    let (exact, rounded) = (scores(noise: 0), scores(noise: 1e-7))
    let expected = method.fit(to: exact).map
    let found = method.fit(to: rounded).map
    for (score, exactScore) in zip(rounded.logOdds, exact.logOdds) {
      let difference =
        found.calibratedLogOdds(for: score) - expected.calibratedLogOdds(for: exactScore)
      #expect(abs(difference) < 1e-5, "\(method) at \(LogOdds.probability(exactScore))")
    }
  }
}
