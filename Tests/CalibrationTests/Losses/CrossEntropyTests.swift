import Foundation
import Testing

@testable import Calibration

@Suite struct CrossEntropyTests {
  let loss = CrossEntropy()

  @Test func isTheNegativeLogarithm() throws {
    let value = try loss.value(logits: [log(0.2), log(0.5), log(0.3)], label: 2)
    #expect(abs(value + log(0.3)) <= 1e-15)
  }

  @Test func keepsTheLossOfAConfidentRow() throws {
    let value = try loss.value(logits: [200, 0], label: 0)
    #expect(abs(value / exp(-200) - 1) <= 1e-13)
  }

  @Test func derivativesAreThoseOfTheValue() throws {
    try LossChecks.expectDerivatives(of: loss)
    try LossChecks.expectFinite(loss)
  }

  @Test func derivativesKeepTheirDigitsOfAConfidentRow() throws {
    let gradient = try loss.gradient(logits: [100, 0], label: 0)
    let hessian = try loss.hessian(logits: [100, 0], label: 0)
    #expect(abs(gradient[0] / -exp(-100) - 1) <= 1e-13)
    #expect(abs(hessian[0] / exp(-100) - 1) <= 1e-13)
  }

  @Test func isProper() throws {
    #expect(loss.isProper && loss.calibrationMap == IdentityMap())
    try LossChecks.expectProper(loss)
    try LossChecks.expectDecomposition(of: loss)
  }
}
