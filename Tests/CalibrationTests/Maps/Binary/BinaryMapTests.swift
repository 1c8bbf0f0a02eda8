import Foundation
import Testing

@testable import Calibration

@Suite struct BinaryMapTests {
  @Test func mapsClassOne() throws {
    let map = BinaryMap(AffineLogOdds(slope: 2, intercept: -1))
    let row = try map.logProbabilities(forLogits: [0.5, 2])
    #expect(abs(row[1] - row[0] - 2) < 1e-15)
    #expect(abs(row.map(exp).reduce(0, +) - 1) < 1e-15)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.probabilities(forLogits: [0, 1, 2])
    }
  }

  @Test func certainAndExtremeRows() throws {
    let map = BinaryMap(AffineLogOdds())
    #expect(try map.logProbabilities(forLogits: [-.infinity, 2]) == [-.infinity, 0])
    #expect(try map.logProbabilities(forLogits: [2, -.infinity]) == [0, -.infinity])
    let row = try map.logProbabilities(forLogits: [0, 46])
    #expect(abs(row[1] / -exp(-46) - 1) < 1e-14)
    #expect(abs(row[0] + 46) < 1e-14)
  }

  @Test func oneColumnIsClassOne() throws {
    let map = BinaryMap(AffineLogOdds(slope: 0.5, intercept: 0.25))
    let one = try map.probabilities(for: Predictions([1, -3], columnCount: 1, kind: .logits))
    let two = try map.probabilities(for: Predictions([0, 1, 0, -3], columnCount: 2, kind: .logits))
    #expect(one.scores(ofRow: 0)[0] == two.scores(ofRow: 0)[1])
    #expect(one.scores(ofRow: 1)[0] == two.scores(ofRow: 1)[1])
  }

  @Test func survivesCoding() throws {
    let map = BinaryMap(AffineLogOdds(slope: 2, intercept: -1))
    try expectRoundTrip(of: map)
  }
}
