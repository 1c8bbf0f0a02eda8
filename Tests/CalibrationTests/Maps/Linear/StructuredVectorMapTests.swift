import Foundation
import Testing

@testable import Calibration

@Suite struct StructuredVectorMapTests {
  @Test func isTheCompositionOfItsParts() throws {
    let map = try StructuredVectorMap(
      temperature: 1.7,
      smoothing: 0.01,
      diagonal: [1.2, 0.7, 1],
      intercept: [0, 0.5, -0.5],
      gamma: -0.4
    )
    let parts = try ComposedMap([
      TemperatureMap(temperature: 1.7), LabelSmoothingMap(smoothing: 0.01),
      VectorMap(diagonal: map.diagonal, intercept: map.intercept),
      FocalCalibrationMap(gamma: -0.4),
    ])
    for logits in [[1.0, 2, 0], [30, 0, -3], [1e4, -1e4, 0], [0, 0, 0]] {
      let got = try map.logProbabilities(forLogits: logits)
      let want = try parts.logProbabilities(forLogits: logits)
      for (got, want) in zip(got, want) { #expect(abs(got - want) < 1e-13 * max(1, abs(want))) }
    }
  }

  @Test func impossibleClassesStayImpossible() throws {
    let map = try StructuredVectorMap(
      temperature: 1,
      smoothing: 0.1,
      diagonal: [1, -1, 1],
      intercept: [0, 0, 0],
      gamma: 1
    )
    let p = try map.probabilities(forLogits: [0, -.infinity, 0])
    #expect(p[1] == 0 && abs(p[0] - 0.5) < 1e-15)
    #expect(try map.probabilities(forLogits: [-.infinity, 3, -.infinity]) == [0, 1, 0])
  }

  @Test func parametersOutOfRangeAreRefused() throws {
    func map(_ t: Double, _ e: Double, _ g: Double, _ b: [Double]) throws {
      _ = try StructuredVectorMap(temperature: t, smoothing: e, diagonal: [1, 1], intercept: b, gamma: g)
    }
    #expect(throws: MapError.temperature(0)) { try map(0, 0, 0, [0, 0]) }
    #expect(throws: MapError.smoothing(1)) { try map(1, 1, 0, [0, 0]) }
    #expect(throws: MapError.gamma(-2)) { try map(1, 0, -2, [0, 0]) }
    #expect(throws: MapError.parameterCounts(weights: 2, intercept: 1)) { try map(1, 0, 0, [0]) }
    #expect(throws: MapError.notFinite(parameter: "intercept", class: 1)) {
      try map(1, 0, 0, [0, -.infinity])
    }
  }

  @Test func decodingChecksTheParameters() throws {
    let map = try StructuredVectorMap(
      temperature: 1.5,
      smoothing: 0.001,
      diagonal: [1.5, 0.25],
      intercept: [0, -1],
      gamma: 0.3
    )
    try expectRoundTrip(of: map)
    let json =
      #"{"temperature": 1, "smoothing": 2, "diagonal": [1, 1], "intercept": [0, 0], "gamma": 0}"#
    #expect(throws: MapError.smoothing(2)) {
      try StructuredVectorMap(json: json)
    }
  }
}
