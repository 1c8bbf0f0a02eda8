import Foundation
import Testing

@testable import Calibration

@Suite struct SplineMapTests {
  private let map = SplineMap(unchecked: PiecewiseLinearFunction(unchecked: [0.2, 0.6], values: [0.3, 0.5]))

  @Test func isLinearBetweenPointsAndConstantBeyond() throws {
    for (x, want) in [(0.1, 0.3), (0.2, 0.3), (0.3, 0.35), (0.6, 0.5), (0.9, 0.5)] {
      #expect(abs(try map.probability(for: x) - want) < 1e-15)
    }
    #expect(PiecewiseLinearFunction(unchecked: [0.5], values: [0.4]).value(at: 0.1) == 0.4)
  }

  @Test func valuesOfZeroAndOneStayPossible() throws {
    let steep = SplineMap(unchecked: PiecewiseLinearFunction(unchecked: [0.4, 0.6], values: [0, 1]))
    try expectSound(steep, "0 and 1")
    #expect(abs(steep.logOdds(-9) - log(Double.ulpOfOne / 2)) < 1e-14)
  }

  @Test func brokenCurvesAreRefused() throws {
    try expectSound(map, "two points")
    let curves = [
      #"{"arguments": [], "values": []}"#, #"{"arguments": [0.1], "values": [2]}"#,
      #"{"arguments": [0.5, 0.1], "values": [0, 1]}"#, #"{"arguments": [0.5], "values": [0, 1]}"#,
    ]
    for curve in curves {
      #expect(throws: MapError.steps) {
        try SplineMap(json: #"{"curve": \#(curve)}"#)
      }
    }
  }
}
