import Foundation
import Testing

@testable import Calibration

@Suite struct OrderPreservingIsotonicMapTests {
  @Test func appliesOneCurveToAllClassesAndNormalises() throws {
    let map = OrderPreservingIsotonicMap(
      unchecked: PiecewiseLinearFunction(unchecked: [0.1, 0.6], values: [0.1, 0.35])
    )
    // f is p / 2 + 0.05 between the points.
    let row = try map.probabilities(forLogits: [log(0.6), log(0.3), log(0.1)])
    for (got, want) in zip(row, [0.35, 0.2, 0.1]) { #expect(abs(got - want / 0.65) < 1e-8) }
  }

  @Test func aFlatCurveKeepsTheOrder() throws {
    let map = OrderPreservingIsotonicMap(
      unchecked: PiecewiseLinearFunction(unchecked: [0.5], values: [0])
    )
    // Nothing but 10⁻⁹ p is left, which is p once normalised.
    let row = try map.probabilities(forLogits: [log(0.6), log(0.3), log(0.1)])
    for (got, want) in zip(row, [0.6, 0.3, 0.1]) { #expect(abs(got - want) < 1e-14) }
  }

  @Test func fallingCurvesAreRefused() {
    for curve in [
      #"{"arguments": [0.1, 0.5], "values": [0.5, 0.4]}"#, #"{"arguments": [], "values": []}"#,
      #"{"arguments": [0.1], "values": [1.5]}"#,
    ] {
      #expect(throws: MapError.steps) {
        try JSONDecoder().decode(
          OrderPreservingIsotonicMap.self,
          from: Data(#"{"curve": \#(curve)}"#.utf8)
        )
      }
    }
  }
}
