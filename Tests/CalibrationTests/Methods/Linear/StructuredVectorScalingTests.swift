import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct StructuredVectorScalingTests {
  @Test func agreesWithProbmetrics() throws {
    try LinearMethodsFixture.expectAgreement(of: StructuredVectorScaling(), with: \.structuredVector)
  }

  @Test(arguments: UInt64(0)..<6)
  func neverWorseThanSmoothedTemperatureScaling(seed: UInt64) throws {
    let temperature = [0.3, 1, 4][Int(seed % 3)]
    let data = try Synthetic.labeled(temperature: temperature, rows: 80, classes: 4, seed: seed)
    let fit = try StructuredVectorScaling().fit(to: data)
    let start = try TemperatureMap(temperature: fit.map.temperature)
      .then(LabelSmoothingMap(smoothing: fit.map.smoothing))
    // The penalties are 0 at the start and not below 0 at the end.
    #expect(fit.value <= (try start.negativeLogLikelihood(on: data)) + 1e-13)
    #expect(fit.map.temperature == (try TemperatureScaling().fit(to: data).map.temperature))
    #expect(fit.map.smoothing == 1.0 / 81)
    #expect(fit.map.gamma == 0)
  }

  @Test func thePenalisedGradientVanishesAtTheOptimum() throws {
    let truth = try VectorMap(diagonal: [0.4, 0.9, 0.6, 0.5], intercept: [1, 0, 0, -1])
    let data = try Synthetic.labeled(by: truth, rows: 300, classes: 4, seed: 20)
    let objective = StructuredObjective(data)
    let found = objective.structuredOptimum()
    let (value, gradient) = objective.evaluate(found.point, focal: false)
    #expect(found.converged && value == found.value)
    for component in gradient.coefficients.weights + gradient.coefficients.intercept {
      #expect(abs(component) < 2e-7)
    }
    // K/n (Σ v² + Σ b²) by hand.
    let squares = (found.point.coefficients.weights + found.point.coefficients.intercept).reduce(0) { $0 + $1 * $1 }
    #expect(squares > 0)
    let map = StructuredVectorMap(objective, at: found.point)
    let likelihood = try map.negativeLogLikelihood(on: data)
    #expect(abs(value - likelihood - 4.0 / 300 * squares) < 1e-12)
  }

  @Test func thePenaltiesHoldBackAClassWithoutRows() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 60, classes: 40, seed: 21)
    let map = try StructuredVectorScaling().fit(to: data).map
    #expect(map.intercept.allSatisfy { abs($0) < 2 })
    #expect(map.diagonal.allSatisfy { abs($0 - 1) < 1 })
  }

  /// probmetrics 1.3.0's `svs` on the networks' second halves; it rounds ℓ to Float32, which moves the
  /// fifth digit.
  @Test(
    .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: [
      ("densenet-bc-100-cifar-100.npz", 0.859117), ("wideresnet-16-4-cifar-10.npz", 0.238228),
      ("lenet-5-cifar-10.npz", 1.319806),
    ]
  )
  func agreesWithProbmetricsOnRealNetworks(name: String, value: Double) throws {
    let fit = try SharedData.predictions(name).rows(0..<5000)
    let map = try StructuredVectorScaling().fit(to: fit).map
    let test = try SharedData.testRows(name)
    #expect(abs(try map.negativeLogLikelihood(on: test) - value) < 1e-4)
  }
}
