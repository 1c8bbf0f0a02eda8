import Foundation
import Testing

@testable import Calibration

@Suite struct LabelSmoothingMapTests {
  @Test func mixesWithTheUniformDistribution() throws {
    let map = try LabelSmoothingMap(smoothing: 0.3)
    let row = try map.probabilities(forLogits: [log(0.7), log(0.2), log(0.1)])
    for (got, want) in zip(row, [0.59, 0.24, 0.17]) {
      #expect(abs(got - want) <= 1e-15)
    }
    let certain = try map.probabilities(forLogits: [1e4, 0, -.infinity])
    for (got, want) in zip(certain, [0.8, 0.1, 0.1]) {
      #expect(abs(got - want) <= 1e-15)
    }
  }

  @Test func noSmoothingIsTheIdentity() throws {
    let row: [Double] = [100, 0, -.infinity]
    #expect(
      try LabelSmoothingMap(smoothing: 0).logProbabilities(forLogits: row)
        == IdentityMap().logProbabilities(forLogits: row)
    )
  }

  @Test func aLittleSmoothingKeepsItsDigits() throws {
    // q = 1 − ε (1 − 1 / K) of the leading class.
    let row = try LabelSmoothingMap(smoothing: 1e-20).logProbabilities(forLogits: [1e4, 0])
    #expect(abs(row[0] / -5e-21 - 1) <= 1e-14)
  }

  @Test func smoothingOutOfRangeIsRefused() throws {
    for smoothing in [-0.1, 1, .nan] {
      #expect(throws: MapError.self) { try LabelSmoothingMap(smoothing: smoothing) }
    }
    #expect(throws: MapError.smoothing(1)) {
      try LabelSmoothingMap(json: #"{"smoothing": 1}"#)
    }
    let map = try LabelSmoothingMap(smoothing: 0.1)
    try expectRoundTrip(of: map)
  }
}
