import Foundation
import Testing

@testable import Calibration

@Suite struct VectorMapTests {
  @Test func appliesFactorsAndShiftsToLogProbabilities() throws {
    let map = try VectorMap(diagonal: [2, 0.5, -1], intercept: [0.1, 0, -0.3])
    let z = [1.0, -0.5, 2]
    let sum = log(z.map(exp).reduce(0, +))
    let x = zip(z, zip(map.diagonal, map.intercept)).map { z, ab in ab.0 * (z - sum) + ab.1 }
    let total = log(x.map(exp).reduce(0, +))
    let got = try map.logProbabilities(forLogits: z)
    for (got, x) in zip(got, x) { #expect(abs(got - (x - total)) < 1e-14) }
  }

  @Test func factorsOfOneAreTheIdentity() throws {
    let map = try VectorMap(diagonal: [1, 1, 1], intercept: [2, 2, 2])
    let z: [Double] = [1, -.infinity, 4]
    let want = try IdentityMap().logProbabilities(forLogits: z)
    let got = try map.logProbabilities(forLogits: z)
    #expect(got[1] == -.infinity)
    for (got, want) in zip(got, want) where want > -.infinity { #expect(abs(got - want) < 1e-15) }
  }

  @Test func impossibleClassesStayImpossibleWhateverTheFactor() throws {
    for factor in [-2.0, 0, 3] {
      let map = try VectorMap(diagonal: [1, factor, 1], intercept: [0, 0, 0])
      let p = try map.probabilities(forLogits: [0, -.infinity, 0])
      #expect(p[1] == 0 && abs(p[0] - 0.5) < 1e-15)
    }
  }

  @Test func badParametersAndClassCountsAreRefused() throws {
    #expect(throws: MapError.parameterCounts(weights: 2, intercept: 3)) {
      try VectorMap(diagonal: [1, 1], intercept: [0, 0, 0])
    }
    #expect(throws: MapError.parameterCounts(weights: 0, intercept: 0)) {
      try VectorMap(diagonal: [], intercept: [])
    }
    #expect(throws: MapError.notFinite(parameter: "diagonal", class: 1)) {
      try VectorMap(diagonal: [1, .nan], intercept: [0, 0])
    }
    #expect(throws: MapError.notFinite(parameter: "intercept", class: 0)) {
      try VectorMap(diagonal: [1, 1], intercept: [.infinity, 0])
    }
    let map = try VectorMap(diagonal: [1, 1], intercept: [0, 0])
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.probabilities(forLogits: [1, 2, 3])
    }
  }

  @Test func decodingChecksTheParameters() throws {
    let map = try VectorMap(diagonal: [1.5, 0.25], intercept: [0, -1])
    try expectRoundTrip(of: map)
    #expect(throws: MapError.parameterCounts(weights: 2, intercept: 1)) {
      try VectorMap(json: #"{"diagonal": [1, 1], "intercept": [0]}"#)
    }
  }
}
