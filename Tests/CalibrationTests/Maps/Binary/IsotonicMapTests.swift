import Foundation
import Testing

@testable import Calibration

@Suite struct IsotonicMapTests {
  @Test func joinsPointsByLinesInProbability() throws {
    let map = try IsotonicMap(
      thresholds: [LogOdds.of(0.2), LogOdds.of(0.6)],
      probabilities: [0.1, 0.5],
      floor: 0.1,
      ceiling: 0.5
    )
    for (p, expected) in [(0.2, 0.1), (0.3, 0.2), (0.5, 0.4), (0.6, 0.5), (0.99, 0.5), (0.01, 0.1)] {
      #expect(try abs(map.probability(for: p) - expected) < 1e-15, "at \(p)")
    }
  }

  @Test func keepsTheDigitsOfExtremeProbabilities() throws {
    let map = try IsotonicMap(
      thresholds: [-60, -50, 50, 60],
      probabilities: [0.2, 0.3, 0.6, 0.7],
      floor: 0.2,
      ceiling: 0.7
    )
    // e⁻⁵⁵ lies (e⁻⁵⁵ − e⁻⁶⁰) / (e⁻⁵⁰ − e⁻⁶⁰) of the way.
    let part = (exp(-5.0) - exp(-10.0)) / (1 - exp(-10.0))
    #expect(abs(LogOdds.probability(map.logOdds(-55)) - (0.2 + 0.1 * part)) < 1e-14)
    #expect(abs(LogOdds.probability(map.logOdds(55)) - (0.7 - 0.1 * part)) < 1e-14)
  }

  @Test func noPointsAreTheIdentity() throws {
    let map = try IsotonicMap(thresholds: [], probabilities: [], floor: 0.5, ceiling: 0.5)
    #expect(map.logOdds(-700) == -700)
  }

  @Test func badTablesAreRefused() throws {
    let tables: [([Double], [Double], Double, Double)] = [
      ([0], [0.1, 0.2], 0.1, 0.9),
      ([0, 0], [0.1, 0.2], 0.1, 0.9),
      ([0, -1], [0.1, 0.2], 0.1, 0.9),
      ([0, .nan], [0.1, 0.2], 0.1, 0.9),
      ([0, .infinity], [0.1, 0.2], 0.1, 0.9),
      ([0, 1], [0.3, 0.2], 0.1, 0.9),
      ([0, 1], [0.3, 1.2], 0.1, 0.9),
      ([0, 1], [.nan, 0.2], 0.1, 0.9),
      ([0, 1], [0.1, 0.2], 0, 0.9),
      ([0, 1], [0.1, 0.2], 0.1, 1),
      ([0, 1], [0.1, 0.2], 0.4, 0.3),
      ([0, 1], [0.1, 0.2], .nan, 0.3),
    ]
    for (thresholds, probabilities, floor, ceiling) in tables {
      #expect(throws: MapError.self) {
        try IsotonicMap(thresholds: thresholds, probabilities: probabilities, floor: floor, ceiling: ceiling)
      }
    }
    let file = #"{"thresholds": [1, 0], "probabilities": [0, 1], "floor": 0.1, "ceiling": 0.9}"#
    #expect(throws: MapError.self) {
      try IsotonicMap(json: file)
    }
  }
}
