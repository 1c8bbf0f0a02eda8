import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct QuadraticLogisticCalibrationTests {
  @Test(arguments: try BinaryPeers.all())
  func agreesWithUnpenalisedLogisticRegression(_ peers: BinaryPeers) throws {
    let method = QuadraticLogisticCalibration()
    // Two converged fits; the Hessian's condition is a few hundred.
    try expectAgreement(method, peers, peers.quadraticExact, tolerance: 1e-6)
  }

  @Test(arguments: try BinaryPeers.all().filter { $0.quadratic != nil })
  func agreesWithProbmetrics(_ peers: BinaryPeers) throws {
    let expected = try #require(peers.quadratic)
    // As far as its stochastic gradients go.
    try expectAgreement(QuadraticLogisticCalibration(), peers, expected, tolerance: 1e-6)
  }

  @Test func weightsCountRows() throws {
    try expectWeightsCountRows(QuadraticLogisticCalibration())
  }

  @Test func neverWorse() throws {
    try expectNeverWorse(QuadraticLogisticCalibration())
  }

  @Test func noWorseThanPlattScaling() throws {
    for seed in UInt64(0)..<8 {
      var generator = SeededGenerator(seed: seed)
      let scores = try generator.binaryScores(rows: 80)
      let platt = PlattScaling(smoothsTargets: false).fit(to: scores).map
      let quadratic = QuadraticLogisticCalibration().fit(to: scores).map
      #expect(
        scores.negativeLogLikelihood(of: quadratic)
          <= scores.negativeLogLikelihood(of: platt) + 1e-13,
        "seed \(seed)"
      )
    }
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      let fit = QuadraticLogisticCalibration().fit(to: scores)
      try expectSound(fit.map, "case \(index)")
      #expect(!fit.warnings.contains(.notConverged), "case \(index)")
    }
  }
}
