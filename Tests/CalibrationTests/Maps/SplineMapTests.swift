import Foundation
import Testing

@testable import Calibration

@Suite struct SplineMapTests {
  private let curve = PiecewiseLinearFunction(unchecked: [0.2, 0.6], values: [0.3, 0.5])

  @Test func isLinearBetweenPointsAndConstantBeyond() {
    for (x, want) in [(0.0, 0.3), (0.2, 0.3), (0.3, 0.35), (0.6, 0.5), (1, 0.5)] {
      #expect(abs(curve.value(at: x) - want) < 1e-15)
    }
    #expect(PiecewiseLinearFunction(unchecked: [0.5], values: [0.4]).value(at: 0.1) == 0.4)
  }

  @Test func mapsProbabilities() throws {
    let two = SplineMap(unchecked: [curve])
    #expect(abs(try two.probabilities(forLogits: [log(0.6), log(0.4)])[1] - 0.4) < 1e-15)
    #expect(try two.probabilities(forLogits: [-.infinity, 3]) == [0, 1])
    let three = SplineMap(unchecked: [curve, curve, curve])
    let p = try three.probabilities(forLogits: [log(0.6), log(0.2), log(0.2)])
    for (got, want) in zip(p, [0.5 / 1.1, 0.3 / 1.1, 0.3 / 1.1]) {
      #expect(abs(got - want) < 1e-15)
    }
  }

  @Test func valuesOfZeroAndOneStayPossible() throws {
    let map = SplineMap(unchecked: [
      PiecewiseLinearFunction(unchecked: [0.4, 0.6], values: [0, 1])
    ])
    for z in [-9.0, 9] {
      #expect(try map.logProbabilities(forLogits: [0, z]).allSatisfy(\.isFinite))
    }
  }

  @Test func brokenCurvesAreRefused() throws {
    let map = SplineMap(unchecked: [curve])
    #expect(
      try JSONDecoder().decode(SplineMap.self, from: JSONEncoder().encode(map)) == map
    )
    let curves = [
      "", #"{"arguments": [], "values": []}"#, #"{"arguments": [0.1], "values": [2]}"#,
      #"{"arguments": [0.5, 0.1], "values": [0, 1]}"#, #"{"arguments": [0.5], "values": [0, 1]}"#,
    ]
    for curve in curves {
      #expect(throws: MapError.self) {
        try JSONDecoder().decode(SplineMap.self, from: Data(#"{"curves": [\#(curve)]}"#.utf8))
      }
    }
  }
}
