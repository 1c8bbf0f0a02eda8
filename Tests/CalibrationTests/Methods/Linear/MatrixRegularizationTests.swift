import Testing

@testable import Calibration

@Suite struct MatrixRegularizationTests {
  @Test(arguments: [-1, .nan, .infinity] as [Double])
  func badStrengthsAreRefused(value: Double) {
    #expect(throws: MapError.self) { try RegularizationStrength(lambda: value, mu: 1) }
    #expect(throws: MapError.self) { try RegularizationStrength(lambda: 1, mu: value) }
  }

  /// λ / (K (K − 1)) Σ_{i ≠ j} w² + μ / K Σ b², and λ / K² Σ w² + μ / K Σ b².
  @Test func penaltiesAreTheFormulas() throws {
    let strength = try RegularizationStrength(lambda: 6, mu: 3)
    let point = LinearCoefficients(weights: [1, 2, 3, 4, 5, 6, 7, 8, 9], intercept: [1, 0, -2])
    let odir = MatrixRegularization.odir.penalty(strength, classCount: 3)
    // Off the diagonal: 4 + 9 + 16 + 36 + 49 + 64.
    #expect(abs(odir.value(at: point) - (178 + 5)) < 1e-12)
    let l2 = MatrixRegularization.l2.penalty(strength, classCount: 3)
    #expect(abs(l2.value(at: point) - (190 + 5)) < 1e-12)
  }

  /// The reference is what structured matrix scaling takes: K (K − 1)/n and K/n.
  @Test func theReferenceIsThatOfStructuredScaling() {
    let reference = MatrixRegularization.odir.reference(rowWeight: 50, classCount: 4)
    let penalty = MatrixRegularization.odir.penalty(reference, classCount: 4)
    #expect(penalty.diagonal == 0)
    #expect(abs(penalty.offDiagonal - 12.0 / 50) < 1e-15)
    #expect(abs(penalty.intercept - 4.0 / 50) < 1e-15)
  }
}
