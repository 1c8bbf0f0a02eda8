import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalTemperatureSurfaceTests {
  private func sample() throws -> LabeledPredictions {
    let map = try FocalTemperatureMap(temperature: 1.6, gamma: -0.3)
    return try Synthetic.labeled(by: map, rows: 600, classes: 5, seed: 41)
  }

  @Test func heightsAreTheLikelihoodsOfTheMaps() throws {
    let data = try sample()
    let surface = FocalTemperatureSurface(data)
    for (temperature, gamma) in [(1.0, 0.0), (0.7, 2.5), (2.2, -0.6), (1.3, -1)] {
      let map = try FocalTemperatureMap(temperature: temperature, gamma: gamma)
      let rows = try EvaluatedRows(of: map, on: data)
      // Both are sums in double precision, in another order.
      #expect(abs(surface.value(at: map) - rows.negativeLogLikelihood) < 1e-11)
    }
  }

  @Test func theCovarianceGivesTheStandardErrorsOfTheFit() throws {
    let data = try sample()
    let fit = try FocalTemperatureScaling().fit(to: data)
    let covariance = try #require(FocalTemperatureSurface(data).covariance(at: fit.map))
    let temperatureError = fit.map.temperature * covariance.logTemperature.squareRoot()
    let gammaError = covariance.gamma.squareRoot()
    #expect(abs(temperatureError / (try #require(fit.parameters[0].standardError)) - 1) < 1e-6)
    #expect(abs(gammaError / (try #require(fit.parameters[1].standardError)) - 1) < 1e-6)
    let correlation =
      covariance.both / (covariance.logTemperature * covariance.gamma).squareRoot()
    #expect(abs(correlation) < 1)
  }
}
