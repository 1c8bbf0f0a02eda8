import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct OrderPreservingIsotonicTests {
  /// Fits of scikit-learn: `Fixtures/order_preserving_isotonic.py`.
  @Test(arguments: try GoldenFit.all("order_preserving_isotonic"))
  func agreesWithScikitLearn(golden: GoldenFit) throws {
    let data = try golden.data()
    let (count, classes) = (golden.rowCount, data.classCount)
    let map = try OrderPreservingIsotonic().fit(to: golden.fittingData()).map
    for row in 0..<count {
      let logits = data.predictions.scores(ofRow: count + row).map(Double.init)
      let want = golden.probabilities[(row * classes)..<((row + 1) * classes)]
      let falling = want.sorted(by: >)
      let isTied = zip(falling, falling.dropFirst()).contains { $0.1 > $0.0 * (1 - 1e-5) }
      // Between two fitted scores 1e-4 apart, rounding of 1e-16 moves the line by 1e-12. We set classes
      // that tie apart, by up to three times 2⁻²² ln p; the peer by 1e-9.
      let tolerance = isTied ? 1e-5 : 1e-10
      for (p, want) in zip(try map.probabilities(forLogits: logits), want) {
        #expect(abs(p - want) < tolerance * (isTied ? want : 1), "row \(row)")
      }
    }
  }

  @Test func theOrderOfTheClassesNeverChanges() throws {
    let data = try Synthetic.labeled(temperature: 0.4, rows: 300, classes: 6, seed: 3)
    let fit = try OrderPreservingIsotonic().fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
    for row in 0..<300 {
      let z = data.predictions.scores(ofRow: row).map(Double.init)
      let p = try fit.map.logProbabilities(forLogits: z)
      #expect(abs(p.map(exp).reduce(0, +) - 1) < 1e-14)
      for i in 0..<6 {
        for j in 0..<6 where z[i] > z[j] { #expect(p[i] > p[j]) }
      }
    }
    // Probabilities that underflow as well.
    let far = try fit.map.logProbabilities(forLogits: [0, -2000, -3000, -4000, -.infinity, 1])
    #expect(far[1] > far[2] && far[2] > far[3] && far[4] == -.infinity)
  }

  /// Fitted to one half of real outputs and written for the other, in single precision.
  @Test(.enabled(if: SharedData.isPresent), arguments: SharedData.names)
  func theOrderOnRealDataSurvivesRoundingToFloat(name: String) throws {
    let data = try SharedData.predictions(name)
    let map = try OrderPreservingIsotonic().fit(to: data.rows(0..<1_000)).map
    let predictions = try data.rows(5_000..<8_000).predictions
    let outputs = [
      try map.probabilities(for: predictions), try map.logProbabilities(for: predictions),
    ]
    var changed = 0
    for row in 0..<predictions.rowCount {
      // Probabilities of 0, and denormal ones, are read as the smallest normal number.
      let input = predictions.scores(ofRow: row).map { max($0, .leastNormalMagnitude) }
      let order = input.indices.sorted { input[$0] > input[$1] }
      for output in outputs.map({ $0.scores(ofRow: row) }) {
        changed += zip(order, order.dropFirst()).count { last, next in
          input[last] > input[next] ? output[last] <= output[next] : output[last] != output[next]
        }
      }
    }
    #expect(changed == 0)
  }

  @Test func weightsCountRows() throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated()
    #expect(
      try OrderPreservingIsotonic().fit(to: weighted).map
        == OrderPreservingIsotonic().fit(to: repeated).map
    )
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 2_500, classes: 3, seed: 8)
    let maps = try [1, 3].map { limit in
      try Workers.$limit.withValue(limit) { try OrderPreservingIsotonic().fit(to: data).map }
    }
    #expect(maps[0] == maps[1])
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try AwkwardData.expectFiniteFits(of: OrderPreservingIsotonic(), noWorseThan: 2)
  }

  @Test func poolsAdjacentViolators() {
    // 1, 0, 0, 1: the first three are pooled to ⅓ and the last is left.
    let runs = [(0.1, 1.0), (0.2, 0), (0.3, 0), (0.4, 1)].map {
      ScoreRun(low: $0.0, high: $0.0, weight: 1, positive: $0.1)
    }
    let curve = PiecewiseLinearFunction(isotonicFitTo: runs)
    #expect(curve.arguments == [0.1, 0.3, 0.4])
    #expect(curve.values == [1.0 / 3, 1.0 / 3, 1])
    #expect(PiecewiseLinearFunction(isotonicFitTo: []).values == [0])
  }
}
