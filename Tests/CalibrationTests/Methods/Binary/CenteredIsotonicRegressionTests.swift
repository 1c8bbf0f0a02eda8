import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct CenteredIsotonicRegressionTests {
  @Test(arguments: try BinaryPeers.all())
  func agreesWithCirModel(_ peers: BinaryPeers) throws {
    let map = try CenteredIsotonicRegression().fit(to: peers.scores()).map
    peers.expect(map, toAgreeWith: peers.centeredIsotonic.probabilities)
  }

  @Test(arguments: UInt64(0)..<10)
  func keepsTheOrderBetweenTheFirstPointAndTheLast(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(rows: 100)
    let map = CenteredIsotonicRegression().fit(to: scores).map
    let inner = map.thresholds.indices.filter { (0.001...0.999).contains(map.probabilities[$0]) }
    let first = map.thresholds[try #require(inner.first)]
    let last = map.thresholds[try #require(inner.last)]
    var before = -Double.infinity
    for logOdds in stride(from: first, through: last, by: (last - first) / 500) {
      #expect(map.logOdds(logOdds) > before, "seed \(seed), at \(logOdds)")
      before = map.logOdds(logOdds)
    }
  }

  @Test func runsStandAtTheirMeans() throws {
    let probabilities = [0.1, 0.2, 0.3, 0.6, 0.7]
    let scores = try BinaryScores(
      logOdds: probabilities.map(LogOdds.of),
      outcomes: [true, false, false, true, false],
      weights: [1, 1, 2, 3, 1]
    )
    let map = CenteredIsotonicRegression().fit(to: scores).map
    #expect(map.probabilities == [0.25, 0.75])
    #expect(try abs(map.probability(for: 0.225) - 0.25) < 1e-15)
    #expect(try abs(map.probability(for: 0.625) - 0.75) < 1e-15)
    #expect(try abs(map.probability(for: 0.425) - 0.5) < 1e-15)
  }

  @Test func weightsCountRows() throws {
    var generator = SeededGenerator(seed: 3)
    let scores = try generator.binaryScores(rows: 80, step: 0.25, weighted: true)
    let weighted = CenteredIsotonicRegression().fit(to: scores).map
    let repeated = try CenteredIsotonicRegression().fit(to: scores.repeated()).map
    #expect(weighted == repeated)
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      try expectSound(CenteredIsotonicRegression().fit(to: scores).map, "case \(index)")
    }
  }
}
