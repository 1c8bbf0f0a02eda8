import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct VectorScalingTests {
  @Test func recoversTheMapThatMadeTheLabels() throws {
    let truth = try VectorMap(diagonal: [0.5, 1.2, 0.8], intercept: [0.4, -0.6, 0.2])
    let data = try Synthetic.labeled(by: truth, rows: 8_000, classes: 3, seed: 3)
    let map = try VectorScaling().fit(to: data).map
    // Standard errors are about 0.03 (a logit's slope, 2700 rows a class); four of them.
    for (got, want) in zip(map.diagonal, truth.diagonal) { #expect(abs(got - want) < 0.12) }
    let shift = map.intercept.reduce(0, +) / 3
    for (got, want) in zip(map.intercept, truth.intercept) {
      #expect(abs(got - shift - want) < 0.2)
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func neverWorseThanTemperatureScaling(seed: UInt64) throws {
    let temperature = [0.3, 1, 4][Int(seed % 3)]
    let data = try Synthetic.labeled(temperature: temperature, rows: 80, classes: 4, seed: seed)
    let vector = try VectorScaling().fit(to: data)
    let scaling = try TemperatureScaling().fit(to: data)
    #expect(vector.value <= scaling.value + 1e-13)
    #expect(scaling.value <= vector.uncalibratedValue)
  }

  @Test func theGradientVanishesAtTheOptimum() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 500, classes: 5, seed: 20)
    let map = try VectorScaling().fit(to: data).map
    let gradient = LinearLikelihood(data, TemperedFeatures())
      .evaluate(DiagonalRows(diagonal: map.diagonal, intercept: map.intercept), gamma: nil)
    for component in gradient.coefficients.all { #expect(abs(component) < 1e-6) }
  }

  @Test func agreesWithProbmetrics() throws {
    try LinearMethodsFixture.expectAgreement(of: VectorScaling(), with: \.vector)
  }

  @Test(arguments: [1e-4, 1e2, 1e4])
  func scoresOfAnySizeGiveTheSameProbabilities(scale: Double) throws {
    let base = try Synthetic.labeled(temperature: 1.5, rows: 300, classes: 3, seed: 30)
    let data = try AwkwardData.scaled(base, by: Float(scale))
    // ln softmax(z) is not c times ln softmax(z / c): the maps differ, the fits are alike.
    let fit = try VectorScaling().fit(to: data)
    let temperature = try TemperatureScaling().fit(to: data)
    #expect(fit.value <= temperature.value + 1e-13)
    #expect(!fit.warnings.contains(.notConverged))
  }
}
