import Foundation
import Testing

@testable import Calibration

/// `Fixtures/vector_scaling.json`: generated probabilities and what probmetrics makes of them.
struct VectorMethodsFixture: Decodable {
  struct Case: Decodable {
    var probabilities: [Float]
    var labels: [Int32]
    /// The test NLL of vector scaling and of structured vector scaling.
    var vector: Double
    var structuredVector: Double
  }

  var classes: Int
  var cases: [Case]

  static func load() throws -> VectorMethodsFixture {
    let url = try #require(
      Bundle.module.url(
        forResource: "vector_scaling",
        withExtension: "json",
        subdirectory: "Fixtures"
      )
    )
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(VectorMethodsFixture.self, from: Data(contentsOf: url))
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
    try RowStatistics(of: self, on: data).negativeLogLikelihood
  }
}
