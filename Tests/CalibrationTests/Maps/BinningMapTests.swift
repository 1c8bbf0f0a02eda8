import Foundation
import Testing

@testable import Calibration

@Suite struct BinningMapTests {
  private let steps = StepFunction(unchecked: [0], values: [0.25, 0.5])

  @Test func looksProbabilitiesUp() throws {
    let map = BinningMap(unchecked: [steps])
    for (z, want) in [(-1.0, 0.25), (0, 0.25), (0.1, 0.5)] {
      #expect(abs(try map.probabilities(forLogits: [0, z])[1] - want) < 1e-15)
    }
    let three = BinningMap(unchecked: [steps, steps, steps])
    // The log-odds are ln 1.5, −ln 4 and −ln 4, so that the sum is 0.5 + 0.25 + 0.25.
    let p = try three.probabilities(forLogits: [log(0.6), log(0.2), log(0.2)])
    for (got, want) in zip(p, [0.5, 0.25, 0.25]) { #expect(abs(got - want) < 1e-15) }
  }

  @Test func valuesOfZeroAndOneStayPossible() throws {
    let map = BinningMap(unchecked: [StepFunction(unchecked: [0], values: [0, 1])])
    let low = try map.logProbabilities(forLogits: [0, -1])
    #expect(low[1] == log(Double.ulpOfOne / 2))
    #expect(try map.logProbabilities(forLogits: [0, 1])[0].isFinite)
  }

  @Test func brokenBinsAreRefused() throws {
    let data = try JSONEncoder().encode(BinningMap(unchecked: [steps]))
    #expect(try JSONDecoder().decode(BinningMap.self, from: data) == BinningMap(unchecked: [steps]))
    let fine = #"{"thresholds": [1], "values": [0.9, 0.2]}"#
    for text in [#"[]"#, "[\(fine), \(fine)]"] {
      #expect(throws: MapError.self) {
        try JSONDecoder().decode(BinningMap.self, from: Data(#"{"bins": \#(text)}"#.utf8))
      }
    }
    for curve in [#"{"thresholds": [1], "values": [0.9]}"#, #"{"thresholds": [], "values": [2]}"#] {
      #expect(throws: MapError.steps) {
        try JSONDecoder().decode(BinningMap.self, from: Data(#"{"bins": [\#(curve)]}"#.utf8))
      }
    }
  }
}
