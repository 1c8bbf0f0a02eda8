import Foundation
import TestSupport
import Testing

@testable import Calibration

/// Fits of probmetrics: `Fixtures/ensemble_temperature.py`.
struct EnsembleTemperatureCase: Decodable, CustomTestStringConvertible {
  struct Fitted: Decodable {
    var temperature: Double
    var value: Double
    /// Of the first six rows.
    var probabilities: [Double]
  }

  var name: String
  var classes: Int
  var logits: [Float]
  var labels: [Int32]
  var brier: Fitted
  var nll: Fitted
  /// Probabilities of the first six rows under probmetrics' `ts-mix`.
  var smoothed: [Double]

  var testDescription: String { name }

  func data() throws -> LabeledPredictions {
    try LabeledPredictions(Predictions(logits, columnCount: classes, kind: .logits), labels: labels)
  }

  static func all() throws -> [EnsembleTemperatureCase] {
    try Fixture.load("ensemble_temperature", as: [EnsembleTemperatureCase].self)
  }
}

@Suite struct EnsembleTemperatureScalingTests {
  @Test(arguments: try EnsembleTemperatureCase.all(), ProperObjective.allCases)
  func agreesWithProbmetrics(golden: EnsembleTemperatureCase, objective: ProperObjective) throws {
    let data = try golden.data()
    let peer = objective == .brier ? golden.brier : golden.nll
    let fit = try EnsembleTemperatureScaling(objective: objective).fit(to: data)
    // The peer's quasi-Newton methods stop about 1e-7 short of the optimum in value, which is 1e-4
    // or so in the parameters; and the weights of another T may be a little better.
    #expect(abs(fit.map.temperature / peer.temperature - 1) < 1e-3)
    #expect(fit.value <= peer.value + 1e-8)
    #expect(fit.value >= peer.value - 1e-5)
    for row in 0..<6 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      for (column, p) in try fit.map.probabilities(forLogits: logits).enumerated() {
        #expect(abs(p - peer.probabilities[row * golden.classes + column]) < 1e-3)
      }
    }
  }

  @Test(arguments: ProperObjective.allCases, UInt64(0)..<6)
  func theWeightsAreOptimal(_ objective: ProperObjective, seed: UInt64) throws {
    let truth = try EnsembleTemperatureMap(
      temperature: [0.6, 2, 5][Int(seed % 3)],
      temperedWeight: 0.6,
      uniformWeight: Double(seed) / 20
    )
    let data = try Synthetic.labeled(by: truth, rows: 150, classes: 3, seed: seed)
    let fit = try EnsembleTemperatureScaling(objective: objective).fit(to: data)
    // The objective is convex, so no small step towards a corner of the triangle may lower it.
    let weights = SIMD3(fit.map.temperedWeight, fit.map.originalWeight, fit.map.uniformWeight)
    for corner in [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)] {
      let moved = weights + 1e-3 * (corner - weights)
      let map = try EnsembleTemperatureMap(
        temperature: fit.map.temperature,
        temperedWeight: moved.x,
        uniformWeight: moved.z
      )
      let rows = try EvaluatedRows(of: map, on: data)
      let value = objective == .brier ? rows.brierScore : rows.negativeLogLikelihood
      #expect(value >= fit.value - 1e-12, "seed \(seed)")
    }
  }

  @Test(arguments: ProperObjective.allCases)
  func neverWorseThanItsParts(_ objective: ProperObjective) throws {
    for (seed, temperature) in zip(UInt64(0)..., [0.3, 1, 3, 20]) {
      let data = try Synthetic.labeled(temperature: temperature, rows: 80, classes: 3, seed: seed)
      let fit = try EnsembleTemperatureScaling(objective: objective).fit(to: data)
      let scaling = try TemperatureScaling(objective: objective.fittingObjective)
        .fit(to: data)
      #expect(fit.value <= fit.uncalibratedValue, "seed \(seed)")
      #expect(fit.value <= scaling.value, "seed \(seed)")
      #expect(fit.uncalibratedValue == scaling.uncalibratedValue)
      let rows = try EvaluatedRows(of: fit.map, on: data)
      let value = objective == .brier ? rows.brierScore : rows.negativeLogLikelihood
      #expect(abs(value - fit.value) < 1e-12, "seed \(seed)")
    }
  }

  @Test func recoversTheShareOfNoise() throws {
    // A fifth of the labels are drawn at random, however sure the model is.
    let truth = try EnsembleTemperatureMap(temperature: 1, temperedWeight: 0, uniformWeight: 0.2)
    let data = try Synthetic.labeled(by: truth, rows: 6_000, classes: 4, seed: 5)
    let map = try EnsembleTemperatureScaling().fit(to: data).map
    let got = try EvaluatedRows(of: map, on: data).negativeLogLikelihood
    // With one or two parameters more than the truth has, twice the gain is χ² of three freedoms:
    // below 25 but once in 60 000.
    let want = try EvaluatedRows(of: truth, on: data).negativeLogLikelihood
    #expect(got <= want && want - got < 12.5 / 6_000)
  }

  @Test(arguments: ProperObjective.allCases)
  func weightsCountRows(_ objective: ProperObjective) throws {
    let data = try Synthetic.labeled(
      by: EnsembleTemperatureMap(temperature: 2, temperedWeight: 0.5, uniformWeight: 0.2),
      rows: 150,
      classes: 3,
      seed: 6
    )
    let rows = (0..<150).flatMap { row in Array(repeating: row, count: row % 3) }
    let repeated = try LabeledPredictions(
      Predictions(rows.flatMap { data.predictions.scores(ofRow: $0) }, columnCount: 3, kind: .logits),
      labels: rows.map { data.labels[$0] }
    )
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<150).map { Double($0 % 3) }
    )
    let method = EnsembleTemperatureScaling(objective: objective)
    let (a, b) = try (method.fit(to: weighted), method.fit(to: repeated))
    // Temperatures end within 1e-6 of each other, weights within what that moves them.
    #expect(abs(a.value - b.value) < 1e-10)
    #expect(abs(a.map.temperedWeight - b.map.temperedWeight) < 1e-3)
    #expect(abs(a.map.uniformWeight - b.map.uniformWeight) < 1e-3)
  }

  // MARK: Awkward data

  @Test(arguments: ProperObjective.allCases)
  func awkwardDataGiveFiniteAnswers(_ objective: ProperObjective) throws {
    let method = EnsembleTemperatureScaling(objective: objective)
    let constant = try method.fit(
      to: LabeledPredictions(
        Predictions([Float](repeating: 2, count: 60), columnCount: 3, kind: .logits),
        labels: (0..<20).map { Int32($0 % 3) }
      )
    )
    #expect(constant.warnings.contains(.constantScores))
    #expect(constant.map.temperature == 1 && constant.map.uniformWeight == 0)

    let sets: [(scores: [Float], columns: Int, labels: [Int32])] = [
      ([1, 2, 0.5], 3, [0]),
      ([4, 0, 0, 0, 5, 1, 0, 0, 3], 3, [0, 1, 2]),
      ([4, 2, 0, 0, 5, 1, 0, 1, 3], 3, [2, 0, 0]),
      ([1e18, 0, 0, -1e18, 3, 2], 3, [1, 2]),
      ([10, -.infinity, 0, 5, 6, -.infinity], 3, [2, 1]),
      ([-3, 0.5, 2, 1e4], 1, [0, 1, 1, 0]),
      ((0..<2000).map { Float(($0 * 7919) % 1000) / 100 }, 1000, [3, 999]),
    ]
    for set in sets {
      let data = try LabeledPredictions(
        Predictions(set.scores, columnCount: set.columns, kind: .logits),
        labels: set.labels
      )
      let fit = try method.fit(to: data)
      #expect(fit.value.isFinite && fit.value <= fit.uncalibratedValue)
      #expect(fit.warnings.contains(.fewRows(rows: set.labels.count, parameters: 3)), "\(set.labels)")
      let probabilities = try fit.map.probabilities(for: data.predictions)
      probabilities.withUnsafeScores { scores in
        #expect(scores.allSatisfy { $0 >= 0 && $0 <= 1 })
      }
    }
  }
}
