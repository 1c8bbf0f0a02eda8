import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct VennAbersMapTests {
  /// The isotonic fit at `score` of rows to which one more is added, by the min-max formula.
  private func isotonic(_ groups: [ScoreGroup], adding positive: Double, at score: Double)
    -> Double
  {
    var all = groups.filter { $0.score != score }
    let old = groups.first { $0.score == score }
    all.append(ScoreGroup(score: score, weight: 1 + (old?.weight ?? 0), positive: positive + (old?.positive ?? 0)))
    all.sort { $0.score < $1.score }
    let place = all.firstIndex { $0.score == score } ?? 0
    return (0...place).map { first in
      (place..<all.count).map { last in
        let part = all[first...last]
        return part.reduce(0) { $0 + $1.positive } / part.reduce(0) { $0 + $1.weight }
      }.min() ?? 0
    }.max() ?? 0
  }

  /// The definition: isotonic regression twice for every prediction.
  @Test(arguments: UInt64(0)..<30)
  func equalsTwoIsotonicFits(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let whole = seed.isMultiple(of: 2)
    let count = Int.random(in: 0...12, using: &generator)
    let groups = (0..<count).map { index in
      let weight =
        whole
        ? Double(Int.random(in: 1...4, using: &generator))
        : Double.random(in: 0.01...3, using: &generator)
      // All of one label often, so that ties and flat parts occur.
      let share = [0, 1, Double.random(in: 0...1, using: &generator)][
        Int.random(in: 0..<3, using: &generator)
      ]
      return ScoreGroup(
        score: Double(index),
        weight: weight,
        positive: whole ? (weight * share).rounded() : weight * share
      )
    }
    let map = VennAbersMap(groups: groups, resolution: .exact)
    for score in stride(from: -0.5, through: Double(count), by: 0.5) {
      let range = map.interval(forLogOdds: score)
      let lower = isotonic(groups, adding: 0, at: score)
      let upper = isotonic(groups, adding: 1, at: score)
      #expect(abs(range.lowerBound - lower) < 1e-12, "seed \(seed), score \(score)")
      #expect(abs(range.upperBound - upper) < 1e-12, "seed \(seed), score \(score)")
    }
  }

  @Test func mergesTheInterval() throws {
    let map = VennAbersMap(groups: [ScoreGroup(score: 0, weight: 1, positive: 1)], resolution: .exact)
    // Above the row's score p₀ = ½ and p₁ = 1; below it p₀ = 0.
    #expect(abs(try map.probability(for: 0.8) - 1 / 1.5) < 1e-15)
    #expect(abs(try map.probability(for: 0.2) - 0.5) < 1e-15)
    #expect(try map.interval(forProbability: 0.8) == map.interval(forLogOdds: 1))
    for certain in [0.0, 1] {
      #expect(try map.interval(forProbability: certain) == certain...certain)
      #expect(try map.probability(for: certain) == certain)
    }
    for wrong in [-0.1, 1.1, .nan] {
      #expect(throws: MapError.self) { try map.interval(forProbability: wrong) }
    }
  }

  @Test func groupsJoinEqualScoresAndDropTheRest() {
    let groups = ScoreGroup.groups(
      scores: [2, 1, 2, -.infinity, .infinity, 0],
      isPositive: { $0 == 0 },
      weights: [1, 2, 3, 1, 1, 0],
      areEqual: ==
    )
    #expect(
      groups == [
        ScoreGroup(score: 1, weight: 2, positive: 0), ScoreGroup(score: 2, weight: 4, positive: 1),
      ]
    )
  }

  @Test func brokenCurvesAreRefused() throws {
    let good = VennAbersMap(groups: [ScoreGroup(score: 1, weight: 3, positive: 2)], resolution: .exact)
    try expectRoundTrip(of: good)
    let curves = [
      #"{"thresholds": [2, 1], "values": [0.1, 0.2, 0.3]}"#,
      #"{"thresholds": [1], "values": [0.1]}"#,
      #"{"thresholds": [1], "values": [0.3, 0.1]}"#,
      #"{"thresholds": [], "values": []}"#,
    ]
    let fine = #"{"thresholds": [1], "values": [0.1, 0.2]}"#
    for curve in curves {
      for pair in [(curve, fine), (fine, curve)] {
        #expect(throws: MapError.steps) {
          try VennAbersMap(json: #"{"lower": \#(pair.0), "upper": \#(pair.1)}"#)
        }
      }
    }
    // 1 for p₀ and 0 for p₁ would leave nothing to divide by.
    #expect(throws: MapError.steps) {
      try JSONDecoder().decode(
        VennAbersMap.self,
        from: Data(
          #"{"lower": {"thresholds": [], "values": [1]}, "upper": {"thresholds": [], "values": [0]}}"#
            .utf8
        )
      )
    }
  }
}
