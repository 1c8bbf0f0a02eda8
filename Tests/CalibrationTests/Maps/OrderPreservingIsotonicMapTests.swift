import Foundation
import TestSupport
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
    let map = OrderPreservingIsotonicMap(unchecked: PiecewiseLinearFunction(unchecked: [0.5], values: [0]))
    // Nothing but 10⁻⁹ p is left, which is p once normalised.
    let row = try map.probabilities(forLogits: [log(0.6), log(0.3), log(0.1)])
    for (got, want) in zip(row, [0.6, 0.3, 0.1]) { #expect(abs(got - want) < 1e-14) }
  }

  /// Classes whose `Float` logits differ, however little, on curves that are flat in places.
  @Test(arguments: ["nearly tied", "small", "many"])
  func theOrderSurvivesRoundingToFloat(kind: String) throws {
    let flat = PiecewiseLinearFunction(unchecked: [0.5], values: [0.2])
    let steps = PiecewiseLinearFunction(
      unchecked: [1e-6, 1e-3, 0.2, 0.4, 0.45, 0.9],
      values: [0, 0, 0.3, 0.3, 0.4, 0.4]
    )
    var generator = SeededGenerator(seed: 41)
    let classCount = kind == "many" ? 300 : 6
    var scores: [Float] = []
    for _ in 0..<60 {
      switch kind {
      case "nearly tied":
        // Neighbouring numbers, in both directions of a random one.
        let middle = Float.random(in: 1..<2, using: &generator)
        scores += (0..<6).map { middle + Float($0 - 3) * middle.ulp }.shuffled(using: &generator)
      case "small":
        // Probabilities down to 10⁻³⁷.
        scores += (0..<6).map { _ in Float.random(in: -84...0, using: &generator) }
      default:
        scores += (0..<300).map { _ in Float.random(in: -20...0, using: &generator) }
      }
    }
    let predictions = try Predictions(scores, columnCount: classCount, kind: .logits)
    for curve in [flat, steps] {
      let map = OrderPreservingIsotonicMap(unchecked: curve)
      let outputs = [
        try map.probabilities(for: predictions), try map.logProbabilities(for: predictions),
      ]
      for row in 0..<predictions.rowCount {
        let input = predictions.scores(ofRow: row)
        let order = input.indices.sorted { input[$0] > input[$1] }
        for output in outputs.map({ $0.scores(ofRow: row) }) {
          for (last, next) in zip(order, order.dropFirst()) {
            let isKept =
              input[last] > input[next]
              ? output[last] > output[next] : output[last] == output[next]
            #expect(isKept, "\(kind), row \(row): \(output[last]), \(output[next])")
          }
        }
        let sum = outputs[0].scores(ofRow: row).reduce(0) { $0 + Double($1) }
        // Each of the roundings is at most 2⁻²⁵ of its number.
        #expect(abs(sum - 1) < 0x1p-24)
      }
    }
  }

  @Test func theOrderSurvivesRoundingInOneColumn() throws {
    let map = OrderPreservingIsotonicMap(unchecked: PiecewiseLinearFunction(unchecked: [0.5], values: [0.2]))
    let predictions = try Predictions([1e-7, -1e-7, 0], columnCount: 1, kind: .logits)
    let p = try map.probabilities(for: predictions).withUnsafeScores { Array($0) }
    #expect(p[0] > 0.5 && p[1] < 0.5 && p[2] == 0.5)
  }

  @Test func equalClassesStayEqual() throws {
    let map = OrderPreservingIsotonicMap(
      unchecked: PiecewiseLinearFunction(unchecked: [0.2, 0.6], values: [0.1, 0.5])
    )
    let row = try map.logProbabilities(forLogits: [2, 0.3, 2, 0.3, -.infinity, 0.3])
    #expect(row[0] == row[2] && row[1] == row[3] && row[3] == row[5] && row[0] > row[1])
    #expect(row[4] == -.infinity)
  }

  @Test func fallingCurvesAreRefused() {
    for curve in [
      #"{"arguments": [0.1, 0.5], "values": [0.5, 0.4]}"#, #"{"arguments": [], "values": []}"#,
      #"{"arguments": [0.1], "values": [1.5]}"#,
    ] {
      #expect(throws: MapError.steps) {
        try OrderPreservingIsotonicMap(json: #"{"curve": \#(curve)}"#)
      }
    }
  }
}
