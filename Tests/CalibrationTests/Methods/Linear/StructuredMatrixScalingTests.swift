import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct StructuredMatrixScalingTests {
  @Test func agreesWithProbmetrics() throws {
    try LinearMethodsFixture.expectAgreement(of: StructuredMatrixScaling(), with: \.structuredMatrix)
  }

  /// probmetrics 1.3.0's `sms` on the networks' second halves.
  @Test(
    .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: [("wideresnet-16-4-cifar-10.npz", 0.231125), ("lenet-5-cifar-10.npz", 1.311070)]
  )
  func agreesWithProbmetricsOnRealNetworks(name: String, value: Double) throws {
    let fit = try SharedData.predictions(name).rows(0..<5000)
    let map = try StructuredMatrixScaling().fit(to: fit).map
    let test = try SharedData.testRows(name)
    #expect(abs(try map.negativeLogLikelihood(on: test) - value) < 1e-4)
  }

  @Test func thePenalisedGradientVanishesAtTheOptimum() throws {
    let truth = try VectorMap(diagonal: [0.4, 0.9, 0.6, 0.5], intercept: [1, 0, 0, -1])
    let data = try Synthetic.labeled(by: truth, rows: 300, classes: 4, seed: 20)
    let objective = StructuredObjective(data, matrix: true)
    let found = objective.structuredOptimum()
    let (value, gradient) = objective.evaluate(found.point, focal: false)
    #expect(found.converged && value == found.value)
    // A decrement of 1e-13 at curvatures below 1.
    for component in gradient.coefficients.weights + gradient.coefficients.intercept {
      #expect(abs(component) < 5e-6)
    }
    // K/n (Σ v² + Σ b²) + K (K − 1)/n Σ M² by hand, from the map.
    let map = StructuredMatrixMap(objective, at: found.point)
    var penalties = map.intercept.reduce(0) { $0 + 4.0 / 300 * $1 * $1 }
    for (i, row) in map.matrix.enumerated() {
      for (j, weight) in row.enumerated() {
        penalties += i == j ? 4.0 / 300 * (weight - 1) * (weight - 1) : 12.0 / 300 * weight * weight
      }
    }
    #expect(abs(value - (try map.negativeLogLikelihood(on: data)) - penalties) < 1e-12)
    // A matrix can do all that a diagonal can, for the same price.
    #expect(value <= StructuredObjective(data).structuredOptimum().value + 1e-12)
  }

  @Test func findsWhatOneClassSaysOfAnother() throws {
    // Class 0's score is evidence for class 1.
    let truth = try StructuredMatrixMap(
      temperature: 1,
      smoothing: 0,
      matrix: [[0.8, 0, 0], [0.6, 0.8, 0], [0, 0, 0.8]],
      intercept: [0, 0, 0]
    )
    let data = try Synthetic.labeled(by: truth, rows: 4_000, classes: 3, seed: 3)
    let fit = try StructuredMatrixScaling().fit(to: data)
    let value = try truth.negativeLogLikelihood(on: data)
    // Twelve parameters gain about 12 / (2 n) = 1.5e-3 on the truth.
    #expect(fit.value < value + 1e-3 && fit.value > value - 5e-3)
    #expect(fit.value < (try VectorScaling().fit(to: data).value) - 5e-3)
  }
}
