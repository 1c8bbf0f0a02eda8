import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct PlattScalingTests {
  @Test(arguments: try BinaryPeers.all())
  func agreesWithScikitLearn(_ peers: BinaryPeers) throws {
    // Scikit-learn's search ends when the gradient of the sum over rows is below 1e-6.
    try expectAgreement(PlattScaling(), peers, peers.platt, tolerance: 1e-6)
    let exact = PlattScaling(smoothsTargets: false)
    try expectAgreement(exact, peers, peers.plattExact, tolerance: 1e-8)
  }

  @Test func weightsCountRows() throws {
    try expectWeightsCountRows(PlattScaling())
    try expectWeightsCountRows(PlattScaling(smoothsTargets: false))
  }

  @Test func neverWorseWithoutSmoothing() throws {
    try expectNeverWorse(PlattScaling(smoothsTargets: false))
  }

  @Test func recoversTheSlope() throws {
    var generator = SeededGenerator(seed: 8)
    let scores = try generator.binaryScores(rows: 4000, slope: 0.6)
    let fit = PlattScaling(smoothsTargets: false).fit(to: scores)
    let slope = try #require(fit.parameters[0].standardError)
    let intercept = try #require(fit.parameters[1].standardError)
    #expect(abs(fit.map.slope - 0.6) < 4 * slope)
    #expect(abs(fit.map.intercept) < 4 * intercept)
    #expect(fit.warnings.isEmpty)
  }

  @Test func smoothedTargetsOfOneScore() throws {
    // Three events and one other, all with one score: the mean of the targets 4/5 and 1/3.
    let scores = try BinaryScores(logOdds: [2, 2, 2, 2], outcomes: [true, true, false, true])
    let fit = PlattScaling().fit(to: scores)
    #expect(abs(LogOdds.probability(fit.map.logOdds(2)) - (3 * 0.8 + 1.0 / 3) / 4) < 1e-7)
    #expect(fit.warnings.contains(.singleScore))
    #expect(fit.parameters.allSatisfy { $0.standardError == nil })
  }

  @Test func separableDataAreSmoothed() throws {
    let scores = try BinaryScores(logOdds: [-0.2, -0.1, 0.1, 0.2], outcomes: [false, false, true, true])
    let fit = PlattScaling(smoothsTargets: false).fit(to: scores)
    #expect(fit.warnings.contains(.separableOutcomes))
    #expect(fit.map == PlattScaling().fit(to: scores).map)
    #expect(fit.map.slope > 1)
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      for smooths in [true, false] {
        let fit = PlattScaling(smoothsTargets: smooths).fit(to: scores)
        try expectSound(fit.map, "case \(index)")
        #expect(!fit.warnings.contains(.notConverged), "case \(index)")
      }
    }
  }
}
