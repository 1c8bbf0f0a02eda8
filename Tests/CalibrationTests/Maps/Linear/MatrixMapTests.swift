import Foundation
import Testing

@testable import Calibration

@Suite struct MatrixMapTests {
  private let matrix = [[1, 0.5, 0], [0, 1, 0], [-0.25, 0, 2]]
  private let intercept = [0.1, 0, -0.2]

  @Test(arguments: MatrixMap.Inputs.allCases)
  func isTheFormula(inputs: MatrixMap.Inputs) throws {
    let map = try MatrixMap(matrix: matrix, intercept: intercept, inputs: inputs)
    let z = [1.0, -1, 0.5]
    let constant =
      inputs == .centeredLogits ? z.reduce(0, +) / 3 : log(z.map(exp).reduce(0, +))
    let x = z.map { $0 - constant }
    let logits = zip(matrix, intercept).map { row, shift in
      zip(row, x).reduce(shift) { $0 + $1.0 * $1.1 }
    }
    let total = log(logits.map(exp).reduce(0, +))
    for (got, want) in zip(try map.logProbabilities(forLogits: z), logits) {
      #expect(abs(got - (want - total)) < 1e-14)
    }
    // A constant added to a row means nothing.
    for (left, right) in zip(
      try map.probabilities(forLogits: z),
      try map.probabilities(forLogits: z.map { $0 + 100 })
    ) {
      #expect(abs(left - right) < 1e-12)
    }
    #expect(map.matrix == matrix && map.parameterCount == 12 && map.classCount == 3)
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func impossibleClassesStayImpossible(inputs: MatrixMap.Inputs) throws {
    let map = try MatrixMap(matrix: matrix, intercept: intercept, inputs: inputs)
    let p = try map.probabilities(forLogits: [1, -.infinity, 0.5])
    #expect(p[1] == 0 && abs(p[0] + p[2] - 1) < 1e-12)
    #expect(try map.probabilities(forLogits: [-.infinity, -.infinity, 0]) == [0, 0, 1])
  }

  @Test func badParametersAreRefused() throws {
    #expect(throws: MapError.parameterCounts(weights: 1, intercept: 2)) {
      try MatrixMap(matrix: [[1]], intercept: [0, 0], inputs: .logProbabilities)
    }
    #expect(throws: MapError.notFinite(parameter: "matrix", class: 1)) {
      try MatrixMap(matrix: [[1, .nan], [0, 1]], intercept: [0, 0], inputs: .logProbabilities)
    }
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func decodingGivesTheSameMapAndChecksIt(inputs: MatrixMap.Inputs) throws {
    let original = try MatrixMap(matrix: matrix, intercept: intercept, inputs: inputs)
    try expectRoundTrip(of: original)
    let short = #"{"matrix":[[1,0]],"intercept":[0,0],"inputs":"centered-logits"}"#
    #expect(throws: MapError.parameterCounts(weights: 1, intercept: 2)) {
      try MatrixMap(json: short)
    }
    let unknown = #"{"matrix":[[1,0],[0,1]],"intercept":[0,0],"inputs":"odds"}"#
    #expect(throws: DecodingError.self) {
      try MatrixMap(json: unknown)
    }
  }
}
