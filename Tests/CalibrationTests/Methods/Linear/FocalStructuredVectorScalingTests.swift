import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalStructuredVectorScalingTests {
  @Test(arguments: UInt64(0)..<6)
  func neverWorseThanItsPartsByThePenalisedObjective(seed: UInt64) throws {
    let truth = try FocalTemperatureMap(temperature: [0.8, 2, 4][Int(seed % 3)], gamma: Double(seed) - 0.95)
    let data = try Synthetic.labeled(by: truth, rows: 120, classes: 4, seed: seed)
    let objective = StructuredObjective(data)
    let map = try FocalStructuredVectorScaling().fit(to: data).map
    let fit = try FocalStructuredVectorScaling().fit(to: data)
    let scale = try #require(fit.parameters.first { $0.name == "scale" }).value
    var point = StructuredObjective.Point(classCount: 4)
    point.scale = scale
    point.gamma = map.gamma
    point.coefficients.weights = map.diagonal.map { $0 - scale }
    point.coefficients.intercept = map.intercept
    let value = objective.value(at: point)
    #expect(value <= objective.structuredOptimum().value + 1e-12)

    let focal = try FocalTemperatureScaling().fit(to: data).map
    var part = StructuredObjective.Point(classCount: 4)
    part.scale = map.temperature / focal.temperature
    part.gamma = focal.gamma
    #expect(value <= objective.value(at: part) + 1e-12)
  }

  @Test func theObjectiveHasTheGradientItClaims() throws {
    try expectGradient(matrix: false, weights: [0.1, -0.2, 0.3])
  }

  @Test func recoversTheMapThatMadeTheLabels() throws {
    let truth = try StructuredVectorMap(
      temperature: 1.5,
      smoothing: 0,
      diagonal: [1.3, 0.8, 1],
      intercept: [0.4, -0.6, 0.2],
      gamma: 2
    )
    let data = try Synthetic.labeled(by: truth, rows: 6_000, classes: 3, seed: 3)
    let fit = try FocalStructuredVectorScaling().fit(to: data)
    // The truth's own likelihood is beaten by about parameters / (2 n), 6e-4, if the optimum is found.
    let value = try truth.negativeLogLikelihood(on: data)
    #expect(fit.value < value + 1e-4 && fit.value > value - 2e-3)
    // a, γ and the factors trade off; what they make of a row does not.
    for logits in [[4.0, 0, 0], [0, 1, -1], [2, 0, 3]] {
      let got = try fit.map.probabilities(forLogits: logits)
      let want = try truth.probabilities(forLogits: logits)
      for (got, want) in zip(got, want) { #expect(abs(got - want) < 0.03) }
    }
    #expect(fit.warnings.isEmpty)
  }
}
