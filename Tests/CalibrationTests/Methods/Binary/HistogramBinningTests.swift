import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct HistogramBinningTests {
  /// What a peer's frequency becomes: Jeffreys' estimate where it is 0 or 1.
  private static func estimate(_ frequency: Double, weight: Double) -> Double {
    frequency == 0
      ? 0.5 / (weight + 1) : frequency == 1 ? 1 - 0.5 / (weight + 1) : frequency
  }

  @Test(arguments: try BinaryPeers.all().filter { $0.histogram != nil })
  func equalWidthAgreesWithNetcal(_ peers: BinaryPeers) throws {
    let map = try HistogramBinning(.equalWidth).fit(to: peers.scores()).map
    let bin = { (logOdds: Double) in (LogOdds.probability(logOdds) * 10).rounded(.up) }
    for (query, expected) in zip(peers.queries, try #require(peers.histogram).probabilities) {
      let weight = peers.logOdds.count { bin($0) == bin(query) }
      let wanted = Self.estimate(expected, weight: Double(weight))
      #expect(abs(LogOdds.probability(map.logOdds(query)) - wanted) < 1e-14, "at \(query)")
    }
  }

  @Test(arguments: try BinaryPeers.all().filter { $0.quantileHistogram != nil })
  func equalMassAgreesWithProbmetrics(_ peers: BinaryPeers) throws {
    let map = try HistogramBinning(.equalMass).fit(to: peers.scores()).map
    let expected = try #require(peers.quantileHistogram).probabilities
    for (logOdds, expected) in zip(peers.logOdds, expected) {
      let wanted = Self.estimate(expected, weight: Double(peers.logOdds.count) / 10)
      #expect(abs(LogOdds.probability(map.logOdds(logOdds)) - wanted) < 1e-14, "at \(logOdds)")
    }
  }

  @Test(arguments: HistogramBinning.Bins.allCases, UInt64(0)..<6)
  func binsShowTheirFrequencies(_ bins: HistogramBinning.Bins, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(rows: 300, step: 0.1, weighted: true)
    let map = try HistogramBinning(bins, binCount: 7).fit(to: scores).map
    var weights: [Double: Double] = [:]
    var positives: [Double: Double] = [:]
    for row in scores.logOdds.indices {
      let bin = map.logOdds(scores.logOdds[row])
      weights[bin, default: 0] += scores.weight(ofRow: row)
      positives[bin, default: 0] += scores.outcomes[row] ? scores.weight(ofRow: row) : 0
    }
    for (bin, weight) in weights {
      let wanted = Self.estimate((positives[bin] ?? 0) / weight, weight: weight)
      #expect(abs(LogOdds.probability(bin) - wanted) < 1e-14, "seed \(seed)")
    }
    if bins == .equalMass {
      // A tie has some 6 % of the weight at most, and half of one may be on the wrong side of a cut.
      let share = scores.logOdds.indices.reduce(0) { $0 + scores.weight(ofRow: $1) } / 7
      #expect(weights.count == 7, "seed \(seed)")
      #expect(weights.values.allSatisfy { abs($0 - share) < 0.45 * share }, "seed \(seed)")
    }
  }

  @Test(arguments: HistogramBinning.Bins.allCases)
  func weightsCountRows(_ bins: HistogramBinning.Bins) throws {
    var generator = SeededGenerator(seed: 3)
    let scores = try generator.binaryScores(rows: 80, step: 0.25, weighted: true)
    let method = HistogramBinning(bins)
    #expect(try method.fit(to: scores).map == method.fit(to: scores.repeated()).map)
  }

  /// Scores that were right become coarse: both proper scores get worse.
  @Test func canBeWorseThanTheIdentity() throws {
    let logOdds = [-3.0, -1, 1, 3]
    let scores = try BinaryScores(logOdds: logOdds, outcomes: [false, false, true, true])
    let map = try HistogramBinning(.equalMass, binCount: 1).fit(to: scores).map
    #expect(scores.negativeLogLikelihood(of: map) > scores.negativeLogLikelihood)
  }

  @Test func edgesBelongToTheLowerBin() throws {
    let scores = try BinaryScores(logOdds: [0, 0.1], outcomes: [false, true])
    let map = try HistogramBinning(.equalWidth, binCount: 2).fit(to: scores).map
    #expect(map.edges == [ScoreResolution.exact.logOdds])
    #expect(try abs(map.probability(for: 0.5) - 0.25) < 1e-15)
    #expect(try abs(map.probability(for: 0.50001) - 0.75) < 1e-15)
  }

  @Test func emptyBinsKeepTheirMiddle() throws {
    let scores = try BinaryScores(logOdds: [-3, -3], outcomes: [false, true])
    let map = try HistogramBinning(.equalWidth, binCount: 4).fit(to: scores).map
    for (found, expected) in zip(map.probabilities, [0.5, 0.375, 0.625, 0.875]) {
      #expect(found == expected)
    }
  }

  @Test(arguments: [0, -1, 1001])
  func numbersOfBinsOutOfRangeAreRefused(count: Int) {
    #expect(throws: MethodError.binCount(count)) { try HistogramBinning(binCount: count) }
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      for bins in HistogramBinning.Bins.allCases {
        try expectSound(HistogramBinning(bins).fit(to: scores).map, "case \(index)")
      }
    }
  }
}
