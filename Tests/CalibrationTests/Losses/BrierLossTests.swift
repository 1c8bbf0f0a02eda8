import Foundation
import Testing

@testable import Calibration

@Suite struct BrierLossTests {
  let loss = BrierLoss()

  @Test func sumsSquaresOverClasses() throws {
    let value = try loss.value(logits: [log(0.2), log(0.5), log(0.3)], label: 1)
    #expect(abs(value - (0.04 + 0.25 + 0.09)) <= 1e-15)
    #expect(try loss.value(logits: [1e4, -1e4], label: 1) == 2)
  }

  @Test func derivativesAreThoseOfTheValue() throws {
    try LossChecks.expectDerivatives(of: loss)
    try LossChecks.expectFinite(loss)
  }

  @Test func derivativesKeepTheirDigitsOfAConfidentRow() throws {
    // Two classes: the loss is 2 w², so with w = e^−λ the slope is ∓4 w² and the curvature 8 w².
    let right = try loss.gradient(logits: [40, 0], label: 0)
    #expect(abs(right[0] / (-4 * exp(-80)) - 1) <= 1e-13)
    #expect(abs(right[1] / (4 * exp(-80)) - 1) <= 1e-13)
    for value in try loss.hessian(logits: [40, 0], label: 0) {
      #expect(abs(abs(value) / (8 * exp(-80)) - 1) <= 1e-13)
    }
    // The other way round the loss is 2 (1 − v)², with the slope 4 v and the curvature −4 v.
    let wrong = try loss.gradient(logits: [40, 0], label: 1)
    #expect(abs(wrong[0] / (4 * exp(-40)) - 1) <= 1e-13)
    for (value, sign) in zip(try loss.hessian(logits: [40, 0], label: 1), [-1.0, 1, 1, -1]) {
      #expect(abs(value / (sign * 4 * exp(-40)) - 1) <= 1e-13)
    }
    // Among three classes too, where a class that is not the label leads.
    let row = try loss.hessian(logits: [50, 0, 1], label: 1)
    #expect(abs((row[0] + row[1] + row[2]) / row[0]) <= 1e-13 && row[0] < 0)
  }

  @Test func isProper() throws {
    #expect(loss.isProper && loss.calibrationMap == IdentityMap())
    try LossChecks.expectProper(loss)
    try LossChecks.expectDecomposition(of: loss)
  }
}
