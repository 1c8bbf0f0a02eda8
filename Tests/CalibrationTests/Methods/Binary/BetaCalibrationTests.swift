import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct BetaCalibrationTests {
  @Test(arguments: try BinaryPeers.all())
  func agreesWithBetacal(_ peers: BinaryPeers) throws {
    guard peers.name != "falling" else {
      // Betacal drops one of two negative coefficients and keeps the other, negative; the best map
      // with a, b ≥ 0 is constant.
      let fit = try BetaCalibration().fit(to: peers.scores())
      #expect(fit.map.a == 0 && fit.map.b == 0)
      #expect(fit.warnings.contains(.onBound(parameter: "a", value: 0)))
      #expect(fit.warnings.contains(.onBound(parameter: "b", value: 0)))
      return
    }
    // Betacal's logistic regression stops when a gradient is below 1e-4.
    try expectAgreement(BetaCalibration(), peers, peers.beta, tolerance: 1e-2)
    var parameters = try #require(peers.betaExact.parameters)
    if parameters.count == 2 {
      let dropped = try #require(peers.beta.parameters).firstIndex(of: 0)
      parameters.insert(0, at: try #require(dropped))
    }
    try expectAgreement(BetaCalibration(), peers, peers.betaExact, parameters: parameters, tolerance: 1e-7)
  }

  @Test func weightsCountRows() throws {
    try expectWeightsCountRows(BetaCalibration())
  }

  @Test func neverWorse() throws {
    try expectNeverWorse(BetaCalibration())
  }

  @Test(arguments: UInt64(0)..<12)
  func isMonotone(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(rows: 50, slope: [1, -0.2, 0.1][Int(seed % 3)])
    let map = BetaCalibration().fit(to: scores).map
    #expect(map.a >= 0 && map.b >= 0, "seed \(seed)")
    // No feasible point nearby is better.
    let least = scores.negativeLogLikelihood(of: map)
    for (a, b, c) in [(1e-3, 0, 0), (-1e-3, 0, 0), (0, 1e-3, 0), (0, -1e-3, 0), (0, 0, 1e-3)] {
      guard let near = try? BetaMap(a: map.a + a, b: map.b + b, c: map.c + c) else { continue }
      #expect(scores.negativeLogLikelihood(of: near) > least, "seed \(seed)")
    }
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      let fit = BetaCalibration().fit(to: scores)
      try expectSound(fit.map, "case \(index)")
      #expect(!fit.warnings.contains(.notConverged), "case \(index)")
    }
  }
}
