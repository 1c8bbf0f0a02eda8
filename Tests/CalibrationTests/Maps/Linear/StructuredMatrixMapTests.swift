import Foundation
import Testing

@testable import Calibration

@Suite struct StructuredMatrixMapTests {
  private func map(
    matrix: [[Double]] = [[1, 0.5], [0, 1]],
    intercept: [Double] = [0, 0],
    smoothing: Double = 0.01
  ) throws -> StructuredMatrixMap {
    try StructuredMatrixMap(temperature: 1, smoothing: smoothing, matrix: matrix, intercept: intercept, gamma: 0.5)
  }

  @Test func rowsOfTheMatrixAreTheClassesTheyAddTo() throws {
    let map = try StructuredMatrixMap(
      temperature: 2,
      smoothing: 0,
      matrix: [[1, 0.5, 0], [0, 1, 0], [-0.25, 0, 2]],
      intercept: [0.1, 0, -0.2]
    )
    let z = [1.0, -1, 0.5]
    let total = log(z.map { exp($0 / 2) }.reduce(0, +))
    let l = z.map { $0 / 2 - total }
    let x = [l[0] + 0.5 * l[1] + 0.1, l[1], 2 * l[2] - 0.25 * l[0] - 0.2]
    let sum = log(x.map(exp).reduce(0, +))
    for (got, x) in zip(try map.logProbabilities(forLogits: z), x) {
      #expect(abs(got - (x - sum)) < 1e-14)
    }
  }

  @Test func aDiagonalMatrixIsAVector() throws {
    let matrix = try map(matrix: [[1.5, 0], [0, 0.5]], intercept: [0.5, 0])
    let vector = try StructuredVectorMap(
      temperature: 1,
      smoothing: 0.01,
      diagonal: [1.5, 0.5],
      intercept: [0.5, 0],
      gamma: 0.5
    )
    for logits: [Double] in [[1, 2], [50, 0], [0, -.infinity]] {
      let left = try matrix.probabilities(forLogits: logits)
      let right = try vector.probabilities(forLogits: logits)
      for (left, right) in zip(left, right) { #expect(abs(left - right) < 1e-14) }
    }
  }

  @Test func badParametersAreRefused() throws {
    #expect(throws: MapError.parameterCounts(weights: 1, intercept: 2)) {
      try map(matrix: [[1, 0], [1]])
    }
    #expect(throws: MapError.parameterCounts(weights: 1, intercept: 2)) {
      try map(matrix: [[1, 0]])
    }
    #expect(throws: MapError.parameterCounts(weights: 0, intercept: 0)) {
      try map(matrix: [], intercept: [])
    }
    #expect(throws: MapError.notFinite(parameter: "matrix", class: 1)) {
      try map(matrix: [[1, .nan], [0, 1]])
    }
    #expect(throws: MapError.notFinite(parameter: "intercept", class: 0)) {
      try map(intercept: [.infinity, 0])
    }
    #expect(throws: MapError.smoothing(-1)) { try map(smoothing: -1) }
  }

  @Test func decodingGivesTheSameMapAndChecksIt() throws {
    let original = try map()
    try expectRoundTrip(of: original)
    let json = #"{"temperature":1,"smoothing":0,"matrix":[[1,0]],"intercept":[0,0],"gamma":0}"#
    #expect(throws: MapError.parameterCounts(weights: 1, intercept: 2)) {
      try StructuredMatrixMap(json: json)
    }
  }
}
