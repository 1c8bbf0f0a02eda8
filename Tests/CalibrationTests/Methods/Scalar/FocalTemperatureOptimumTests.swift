import Foundation
import TestSupport
import Testing

@testable import Calibration

/// The fit where pairs (T, γ) are hard to tell apart: two classes.
@Suite struct FocalTemperatureOptimumTests {
  /// Golden values of focal_temperature_valley.py.
  private struct Valleys: Decodable {
    struct Case: Decodable {
      let seed: UInt64
      let rows, positive: Int
      let spread, shift: Double
      let temperature, gamma, value: Double
    }
    let cases: [Case]
  }

  /// Scores of class 1 that are 1.7 times the log-odds of their labels, one column.
  private func overconfident(rows: Int, spread: Double, shift: Double, seed: UInt64) throws -> LabeledPredictions {
    var generator = SeededGenerator(seed: seed)
    var scores: [Float] = []
    var labels: [Int32] = []
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    for _ in 0..<rows {
      let sum = (0..<12).reduce(0.0) { sum, _ in sum + uniform() }
      let odds = (64 * (spread * (sum - 6) - shift)).rounded(.toNearestOrEven) / 64
      scores.append(Float(1.7 * odds))
      labels.append(uniform() < 1 / (1 + exp(-odds)) ? 1 : 0)
    }
    return try LabeledPredictions(Predictions(scores, columnCount: 1, kind: .logits), labels: labels)
  }

  @Test(arguments: 0..<7)
  func findsTheLeastOfSeveralOptima(_ index: Int) throws {
    let golden = try Fixture.load("focal_temperature_valley", as: Valleys.self).cases[index]
    let data = try overconfident(rows: golden.rows, spread: golden.spread, shift: golden.shift, seed: golden.seed)
    try #require(data.labels.count { $0 == 1 } == golden.positive)
    let fit = try FocalTemperatureScaling().fit(to: data)
    #expect(fit.warnings.isEmpty)
    #expect(abs(fit.value - golden.value) < 1e-10)
    // The valley is so flat that 1e-11 nats are 1e-3 in γ.
    #expect(abs(fit.map.temperature / golden.temperature - 1) < 2e-3)
    #expect(abs(fit.map.gamma - golden.gamma) < 2e-3 * (1 + golden.gamma))
    let box = ScalarFit.high - ScalarFit.low
    for (parameter, width) in zip(fit.parameters, [exp(box.x), box.y]) {
      let error = try #require(parameter.standardError)
      #expect(error > 0 && error < width)
    }
  }

  @Test(arguments: UInt64(0)..<24)
  func everyFitOfTwoClassesEndsAtAnOptimum(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 900 + seed)
    let rows = [10, 30, 100, 400, 1_000, 5_000][Int(seed % 6)]
    let data = try overconfident(
      rows: rows,
      spread: .random(in: 0.5...3, using: &generator),
      shift: .random(in: 0...1.5, using: &generator),
      seed: seed
    )
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: data.labels.indices.map { _ in .random(in: 0.1..<3, using: &generator) }
    )
    for (data, loss) in [
      (data, FittingObjective.negativeLogLikelihood), (weighted, .negativeLogLikelihood),
      (data, .brier),
    ] {
      let fit = try FocalTemperatureScaling(objective: loss).fit(to: data)
      #expect(!fit.warnings.contains(.notConverged), "seed \(seed)")
      let temperature = try TemperatureScaling(objective: loss).fit(to: data)
      #expect(fit.value <= temperature.value + 1e-12, "seed \(seed)")
      // What a step to the optimum of the second-order model would still gain, inside the box.
      let objective = FocalTemperatureObjective(data, loss: loss, varyingGamma: true)
      let point = SIMD2(log(fit.map.temperature), fit.map.gamma)
      let model = FocalTemperatureCoordinates.positionModel(objective.evaluate(at: point, .double), atGamma: point.y)
      let newton = BoxNewton(low: FocalTemperatureCoordinates.low, high: FocalTemperatureCoordinates.high, tolerance: 0)
      let promise = newton.promise(at: FocalTemperatureCoordinates.position(of: point), model)
      #expect(promise < 1e-9 * max(fit.value, 1e-3), "seed \(seed), \(loss)")
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func noPointOfTheValleyIsBetter(_ seed: UInt64) throws {
    let classes = [2, 3, 5][Int(seed % 3)]
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: 1.5, gamma: seed < 3 ? 0.5 : -0.4),
      rows: 150,
      classes: classes,
      seed: 50 + seed
    )
    let fit = try FocalTemperatureScaling().fit(to: data)
    let surface = FocalTemperatureSurface(data)
    for eta in stride(from: log(0.25), through: log(101.25), by: 0.2) {
      let gamma = max(exp(eta) - 1.25, -1)
      for step in 0...40 {
        let value = surface.value(at: SIMD2(-2 + 0.18 * Double(step), gamma))
        #expect(fit.value <= value, "seed \(seed), gamma \(gamma)")
      }
    }
  }
}
