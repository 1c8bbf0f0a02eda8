import Foundation
import Testing

@testable import Calibration

@Suite struct LabelSmoothingCalibrationMapTests {
  @Test func takesTheSmoothingOut() throws {
    let smoothing = try LabelSmoothingMap(smoothing: 0.2)
    for row in [[0.0, 1, -3], [5, 5, 5], [20, 0, -20]] {
      let p = try IdentityMap().probabilities(forLogits: row)
      let back = try smoothing.inverse.probabilities(forLogits: smoothing.logProbabilities(forLogits: row))
      for (got, want) in zip(back, p) {
        #expect(abs(got - want) <= 1e-15)
      }
    }
  }

  @Test func outputsBelowTheShareBecomeImpossible() throws {
    let map = try LabelSmoothingCalibrationMap(smoothing: 0.3)
    let row = try map.probabilities(forLogits: [log(0.6), log(0.35), log(0.05)])
    // 0.6 and 0.35 less 0.1, normalised.
    for (got, want) in zip(row, [0.5 / 0.75, 0.25 / 0.75, 0]) {
      #expect(abs(got - want) <= 1e-15)
    }
    #expect(try map.logProbabilities(forLogits: [1e4, 0, 0]) == [0, -.infinity, -.infinity])
  }

  @Test func smoothingOutOfRangeIsRefused() throws {
    for smoothing in [-0.1, 1, .nan] {
      #expect(throws: MapError.self) { try LabelSmoothingCalibrationMap(smoothing: smoothing) }
    }
    #expect(throws: MapError.smoothing(-1)) {
      try LabelSmoothingCalibrationMap(json: #"{"smoothing": -1}"#)
    }
    let map = try LabelSmoothingCalibrationMap(smoothing: 0.1)
    try expectRoundTrip(of: map)
  }
}
