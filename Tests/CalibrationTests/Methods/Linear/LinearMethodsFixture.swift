import Foundation
import Testing

@testable import Calibration

/// `Fixtures/linear_methods.json`: generated probabilities and what probmetrics makes of them.
struct LinearMethodsFixture: Decodable {
  struct Case: Decodable {
    var probabilities: [Float]
    var labels: [Int32]
    /// The test NLL of each method.
    var vector, structuredVector, structuredMatrix: Double
  }

  var classes: Int
  var cases: [Case]

  static func load() throws -> LinearMethodsFixture {
    try Fixture.load("linear_methods", as: LinearMethodsFixture.self)
  }

  /// Compares the test NLL of a method's fits with that of the peer.
  static func expectAgreement(
    of method: some CalibrationMethod,
    with peer: KeyPath<Case, Double>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let fixture = try load()
    for (index, expected) in fixture.cases.enumerated() {
      let (fit, test) = try fixture.halves(index)
      let value = try method.fit(to: fit).map.negativeLogLikelihood(on: test)
      #expect(abs(value - expected[keyPath: peer]) < 1e-4, sourceLocation: sourceLocation)
    }
  }

  /// The first half, which the maps are fitted to, and the second, which they are measured on.
  func halves(_ index: Int) throws -> (fit: LabeledPredictions, test: LabeledPredictions) {
    let data = try LabeledPredictions(
      Predictions(cases[index].probabilities, columnCount: classes, kind: .probabilities),
      labels: cases[index].labels
    )
    let half = data.rowCount / 2
    return try (data.rows(0..<half), data.rows(half..<data.rowCount))
  }
}

extension CalibrationMap {
  /// The mean negative log-likelihood of the map on data.
  func negativeLogLikelihood(on data: LabeledPredictions) throws -> Double {
    try EvaluatedRows(of: self, on: data).negativeLogLikelihood
  }
}
