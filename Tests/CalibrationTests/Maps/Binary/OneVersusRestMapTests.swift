import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct OneVersusRestMapTests {
  @Test func dividesByTheSum() throws {
    let maps = [
      AffineLogOdds(slope: 0.5), AffineLogOdds(slope: 2), AffineLogOdds(intercept: 1),
    ]
    let p = [0.2, 0.3, 0.5]
    let calibrated = try zip(maps, p).map { try $0.probability(for: $1) }
    let sum = calibrated.reduce(0, +)
    let found = try OneVersusRestMap(maps).probabilities(forLogits: p.map(log))
    for (found, calibrated) in zip(found, calibrated) {
      #expect(abs(found - calibrated / sum) < 1e-15)
    }
  }

  @Test func identitiesAreTheIdentity() throws {
    var generator = SeededGenerator(seed: 1)
    let map = try OneVersusRestMap([AffineLogOdds](repeating: AffineLogOdds(), count: 4))
    for spread in [1.0, 30, 3000] {
      let logits = generator.logits(classes: 4, spread: spread)
      let expected = try IdentityMap().logProbabilities(forLogits: logits)
      for (found, expected) in zip(try map.logProbabilities(forLogits: logits), expected) {
        #expect(abs(found - expected) < 1e-14 * max(1, abs(expected)))
      }
    }
  }

  @Test func impossibleClassesStaySo() throws {
    let map = try OneVersusRestMap([AffineLogOdds](repeating: .init(intercept: 5), count: 3))
    #expect(
      try map.logProbabilities(forLogits: [-.infinity, 3, -.infinity]) == [
        -.infinity, 0, -.infinity,
      ]
    )
    #expect(try map.probabilities(forLogits: [-.infinity, 3, 3]) == [0, 0.5, 0.5])
  }

  @Test func aSumOfNothingIsSharedOut() throws {
    let none = try OneVersusRestMap([RulingOut](repeating: RulingOut(), count: 4))
    #expect(try none.probabilities(forLogits: [9, 0, -3, -.infinity])[3] == 0)
    for p in try none.probabilities(forLogits: [9, 0, -3, -.infinity]).prefix(3) {
      #expect(abs(p - 1.0 / 3) < 1e-15)
    }
    // Probabilities far below the smallest Double: their ratio decides.
    let tiny = try OneVersusRestMap([
      AffineLogOdds(intercept: -5000), AffineLogOdds(intercept: -5001),
    ])
    let row = try tiny.logProbabilities(forLogits: [0, 0])
    #expect(abs(row[0] - row[1] - 1) < 1e-11)
  }

  @Test func fewerThanTwoMapsAreRefused() throws {
    #expect(throws: MapError.self) { try OneVersusRestMap([AffineLogOdds()]) }
    typealias Map = OneVersusRestMap<AffineLogOdds>
    #expect(throws: MapError.self) {
      try Map(json: #"{"maps": []}"#)
    }
    let map = try Map([AffineLogOdds(), AffineLogOdds(slope: 3)])
    #expect(try JSONDecoder().decode(Map.self, from: JSONEncoder().encode(map)) == map)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.probabilities(forLogits: [0, 1, 2])
    }
  }
}
