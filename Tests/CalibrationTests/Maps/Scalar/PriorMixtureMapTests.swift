import Foundation
import Testing

@testable import Calibration

@Suite struct PriorMixtureMapTests {
  @Test func mixesWithThePrior() throws {
    let map = try PriorMixtureMap(prior: [0.5, 0.5, 0], weight: 0.4)
    let row = try map.probabilities(forLogits: [log(0.7), log(0.2), log(0.1)])
    for (got, want) in zip(row, [0.62, 0.32, 0.06]) { #expect(abs(got - want) <= 1e-15) }
    #expect(map.classCount == 3)
  }

  @Test func aUniformPriorIsLabelSmoothing() throws {
    let row: [Double] = [1e3, -2, 0, -.infinity]
    for weight in [0, 1e-20, 0.3] {
      let mixed = try PriorMixtureMap(prior: [0.25, 0.25, 0.25, 0.25], weight: weight)
        .logProbabilities(forLogits: row)
      let smoothed = try LabelSmoothingMap(smoothing: weight).logProbabilities(forLogits: row)
      for (got, want) in zip(mixed, smoothed) {
        #expect(got == want || abs(got - want) <= 1e-15 * abs(want))
      }
    }
  }

  @Test func extremesAreNeitherLostNorNaN() throws {
    let only = try PriorMixtureMap(prior: [0.25, 0.75], weight: 1)
    #expect(try only.probabilities(forLogits: [1e4, -.infinity]) == [0.25, 0.75])
    // A class without a prior keeps its own, however small.
    let none = try PriorMixtureMap(prior: [1, 0], weight: 0.5)
      .logProbabilities(forLogits: [2000, 0])
    #expect(abs(none[1] - (-2000 + log(0.5))) <= 1e-12)
    let impossible = try PriorMixtureMap(prior: [0, 1], weight: 1)
      .logProbabilities(forLogits: [0, -.infinity])
    #expect(impossible == [-.infinity, 0])
  }

  @Test func parametersOutOfRangeAreRefused() throws {
    for prior in [[], [1], [0.5, 0.6], [1.5, -0.5], [.nan, 1]] {
      #expect(throws: MapError.prior) { try PriorMixtureMap(prior: prior, weight: 0.1) }
    }
    for weight in [-0.1, 1.1, .nan] {
      #expect(throws: MapError.self) { try PriorMixtureMap(prior: [0.5, 0.5], weight: weight) }
    }
    #expect(throws: MapError.prior) {
      try PriorMixtureMap(json: #"{"prior": [0.5], "weight": 0.1}"#)
    }
    let map = try PriorMixtureMap(prior: [0.1, 0.9], weight: 0.3)
    try expectRoundTrip(of: map)
  }
}
