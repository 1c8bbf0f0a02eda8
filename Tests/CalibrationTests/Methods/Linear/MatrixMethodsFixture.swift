import Foundation
import Testing

@testable import Calibration

/// `Fixtures/matrix_methods.json`: scipy's optima on the data of ``LinearMethodsFixture``.
struct MatrixMethodsFixture: Decodable {
  struct Case: Decodable {
    var inputs: MatrixMap.Inputs
    var regularization: String
    var matrix: [[Double]]
    var intercept: [Double]
    var fitLoss, testLoss: Double
  }

  var lambda, mu: Double
  var cases: [Case]

  /// Compares the fits of a method to the optima for its inputs.
  static func expectAgreement(
    _ inputs: MatrixMap.Inputs,
    by fit: (MatrixRegularization, RegularizationStrength, LabeledPredictions) throws
      -> Fit<MatrixMap>
  ) throws {
    let fixture = try load()
    let (data, test) = try LinearMethodsFixture.load().halves(0)
    let strength = try RegularizationStrength(lambda: fixture.lambda, mu: fixture.mu)
    let cases = fixture.cases.filter { $0.inputs == inputs }
    #expect(cases.count == MatrixRegularization.allCases.count)
    for expected in cases {
      let regularization = try #require(MatrixRegularization(rawValue: expected.regularization))
      let fit = try fit(regularization, strength, data)
      #expect(abs(fit.value - expected.fitLoss) < 1e-6)
      #expect(abs(try fit.map.negativeLogLikelihood(on: test) - expected.testLoss) < 1e-6)
      // A decrement of 1e-13 at curvatures of 0.01 and more leaves 3e-6.
      for (got, want) in zip(fit.map.matrix.joined(), expected.matrix.joined()) {
        #expect(abs(got - want) < 2e-5)
      }
      for (got, want) in zip(fit.map.intercept, expected.intercept) {
        #expect(abs(got - want) < 2e-5)
      }
    }
  }

  private static func load() throws -> MatrixMethodsFixture {
    try Fixture.load("matrix_methods", as: MatrixMethodsFixture.self)
  }
}
