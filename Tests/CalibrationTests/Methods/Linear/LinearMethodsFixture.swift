import Foundation
import Testing

@testable import Calibration

/// `Fixtures/linear_methods.json`: generated probabilities and what probmetrics makes of them.
struct LinearMethodsFixture: Decodable {
  struct Case: Decodable {
    var probabilities: [Float]
    var labels: [Int32]
    /// The test NLL of each method.
    var vector: Double
    var structuredVector: Double
    var structuredMatrix: Double
  }

  var classes: Int
  var cases: [Case]

  static func load() throws -> LinearMethodsFixture {
    try Fixture.load("linear_methods", as: LinearMethodsFixture.self)
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
