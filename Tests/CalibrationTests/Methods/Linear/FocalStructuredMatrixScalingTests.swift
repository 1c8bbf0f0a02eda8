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
    let data = try Synthetic.labeled(by: FocalTemperatureMap(temperature: 1, gamma: 3), rows: 100, classes: 3, seed: 5)
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
    try expectGradient(matrix: true, weights: [0.1, 0.1, -0.2, 0.05, -0.2, 0, 0.2, -0.1, 0.3])
  }
}
