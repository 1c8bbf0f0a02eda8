import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalStructuredMatrixScalingTests {
  @Test(arguments: UInt64(0)..<4)
  func neverWorseThanItsPartsByThePenalisedObjective(seed: UInt64) throws {
    let truth = try FocalTemperatureMap(temperature: 2, gamma: Double(seed) - 0.95)
    let data = try Synthetic.labeled(by: truth, rows: 100, classes: 3, seed: seed)
    let objective = StructuredObjective(data, matrix: true)
    let found = objective.focalOptimum()
    #expect(found.value <= objective.structuredOptimum().value + 1e-12)
    let focal = try FocalTemperatureScaling().fit(to: data).map
    var part = StructuredObjective.Point(classCount: 3, matrix: true)
    part.scale = objective.temperature.temperature / focal.temperature
    part.gamma = focal.gamma
    #expect(found.value <= objective.value(at: part) + 1e-12)
    let fit = try FocalStructuredMatrixScaling().fit(to: data)
    #expect(fit.map == StructuredMatrixMap(objective, at: found.point, scale: found.point.scale))
    #expect(fit.parameters.map(\.name) == ["temperature", "scale", "gamma"])
  }

  @Test func gammaIsHeldAsAShiftIs() throws {
    let data = try Synthetic.labeled(
      by: FocalTemperatureMap(temperature: 1, gamma: 3),
      rows: 100,
      classes: 3,
      seed: 5
    )
    let objective = StructuredObjective(data, matrix: true)
    var point = StructuredObjective.Point(classCount: 3, matrix: true)
    point.gamma = exp(0.5) - 1
    let map = StructuredMatrixMap(objective, at: point)
    // K/n ln²(1 + γ), nothing else being penalised here.
    let penalty = objective.value(at: point) - (try map.negativeLogLikelihood(on: data))
    #expect(abs(penalty - 3.0 / 100 * 0.25) < 1e-12)
    point.gamma = -1
    #expect(objective.value(at: point) == .infinity)
  }

  @Test func theObjectiveHasTheGradientItClaims() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 80,
      classes: 3,
      seed: 2
    )
    let objective = StructuredObjective(data, matrix: true)
    var point = StructuredObjective.Point(classCount: 3, matrix: true)
    point.scale = 1.2
    point.gamma = 0.7
    point.coefficients.weights = [0.1, 0.1, -0.2, 0.05, -0.2, 0, 0.2, -0.1, 0.3]
    point.coefficients.intercept = [0.5, 0, -0.4]
    let (_, gradient) = objective.evaluate(point, focal: true)
    func difference(_ path: WritableKeyPath<StructuredObjective.Point, Double>) -> Double {
      let value = { (step: Double) in
        var moved = point
        moved[keyPath: path] += step
        return objective.value(at: moved)
      }
      // Second-order differences: 1e-10 of truncation, 1e-11 of rounding.
      return (value(1e-5) - value(-1e-5)) / 2e-5
    }
    #expect(abs(gradient.scale - difference(\.scale)) < 1e-8)
    #expect(abs(gradient.gamma - difference(\.gamma)) < 1e-8)
    #expect(
      abs(gradient.coefficients.intercept[2] - difference(\.coefficients.intercept[2])) < 1e-8
    )
    for index in 0..<9 {
      #expect(
        abs(gradient.coefficients.weights[index] - difference(\.coefficients.weights[index])) < 1e-8
      )
    }
  }
}
