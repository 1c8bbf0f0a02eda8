import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct IsotonicRegressionTests {
  @Test(arguments: try BinaryPeers.all())
  func agreesWithScikitLearn(_ peers: BinaryPeers) throws {
    let map = try IsotonicRegression().fit(to: peers.scores()).map
    peers.expect(map, toAgreeWith: peers.isotonic.probabilities)
  }

  /// The least squares solution is constant on runs, so trying all cuts into runs finds it.
  @Test(arguments: UInt64(0)..<60)
  func poolingFindsTheOptimum(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(rows: 9, slope: 0.2, step: 0.5, weighted: true)
    let runs = MonotoneRuns(scores)
    let ties = runs.groups
    var least = Double.infinity
    for cuts in 0..<(1 << (ties.count - 1)) {
      var error = 0.0
      var before = -1.0
      var start = 0
      for end in 1...ties.count where end == ties.count || cuts >> (end - 1) & 1 == 1 {
        let weight = ties[start..<end].reduce(0) { $0 + $1.weight }
        let positive = ties[start..<end].reduce(0) { $0 + $1.positive }
        let value = positive / weight
        if value < before { error = .infinity }
        error += positive * (1 - value) * (1 - value) + (weight - positive) * value * value
        before = value
        start = end
      }
      least = min(least, error)
    }
    let found = runs.runs.reduce(0) { $0 + $1.positive * (1 - $1.frequency) }
    // The sum of w v (1 − v) over runs, which is the squared error, of numbers below 30.
    #expect(abs(found - least) < 1e-12, "seed \(seed)")
    for (left, right) in zip(runs.runs, runs.runs.dropFirst()) {
      #expect(left.frequency < right.frequency, "seed \(seed)")
      #expect(left.last + 1 == right.first, "seed \(seed)")
    }
    for run in runs.runs {
      let inside = ties[run.first...run.last]
      #expect(run.weight == inside.reduce(0) { $0 + $1.weight }, "seed \(seed)")
      #expect(run.positive == inside.reduce(0) { $0 + $1.positive }, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func neverWorseOnTheFittingData(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(
      rows: 1 + Int(seed) * 3,
      slope: [3, 1, 0.3, -1][Int(seed % 4)],
      step: seed % 3 == 0 ? 0.5 : 0,
      weighted: seed % 2 == 0
    )
    let map = IsotonicRegression().fit(to: scores).map
    let likelihood = scores.negativeLogLikelihood(of: map)
    #expect(likelihood <= scores.negativeLogLikelihood + 1e-13, "seed \(seed)")
    let error = scores.squaredError { LogOdds.probability(map.logOdds($0)) }
    #expect(error <= scores.squaredError(LogOdds.probability) + 1e-13, "seed \(seed)")
  }

  @Test(arguments: UInt64(0)..<10)
  func isMonotone(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let map = IsotonicRegression().fit(to: try generator.binaryScores(rows: 40)).map
    var before = -Double.infinity
    for step in -4000...4000 {
      let result = map.logOdds(Double(step) / 100)
      #expect(result >= before, "seed \(seed), at \(Double(step) / 100)")
      before = result
    }
  }

  @Test func weightsCountRows() throws {
    var generator = SeededGenerator(seed: 3)
    let scores = try generator.binaryScores(rows: 80, step: 0.25, weighted: true)
    let method = IsotonicRegression()
    #expect(try method.fit(to: scores).map == method.fit(to: scores.repeated()).map)
  }

  /// 1e-20 and 1 − 1e-20 are scores like any other: neighbours in order are distinguished.
  @Test func tellsExtremeProbabilitiesApart() throws {
    let logOdds = (40..<60).flatMap { [Double($0), Double($0)] }
    let scores = try BinaryScores(logOdds: logOdds, outcomes: logOdds.indices.map { $0 >= 20 || $0 % 2 == 0 })
    let map = IsotonicRegression().fit(to: scores).map
    #expect(map.logOdds(45) == 0)
    // 20 rows in the last run: Jeffreys' ceiling is 1 − 1/42, but the scores go further.
    #expect(map.logOdds(55) == 55)
    // Between 49 and 50, part of the way in probability: 1 − p falls by the factor e.
    let part = (1 - exp(-0.5)) / (1 - exp(-1))
    #expect(abs(map.logOdds(49.5) - LogOdds.of(0.5 + part / 2)) < 1e-13)
  }

  @Test func aRunWithoutEventsGoesToJeffreysEstimate() throws {
    let scores = try BinaryScores(
      logOdds: [-3, -1, 0, 1, 2, 3, 4],
      outcomes: [false, false, false, true, false, true, true]
    )
    let map = IsotonicRegression().fit(to: scores).map
    #expect(map.floor == 0.125)
    #expect(map.ceiling == 1 - 0.5 / 3)
    #expect(try abs(map.probability(for: 0.5) - 0.125) < 1e-15)
    // More extreme than the estimate already.
    #expect(abs(map.logOdds(-3) + 3) < 1e-15)
    #expect(abs(map.logOdds(1.5)) < 1e-15)
    #expect(map.logOdds(4) == 4)
  }

  @Test func awkwardDataGiveFiniteResults() throws {
    for (index, scores) in try AwkwardScores.all().enumerated() {
      let fit = IsotonicRegression().fit(to: scores)
      try expectSound(fit.map, "case \(index)")
      let likelihood = scores.negativeLogLikelihood(of: fit.map)
      #expect(likelihood <= scores.negativeLogLikelihood * (1 + 1e-14), "case \(index)")
    }
    let constant = try BinaryScores(logOdds: [1, 1, 1, 1], outcomes: [true, false, false, false])
    let fit = IsotonicRegression().fit(to: constant)
    #expect(fit.warnings == [.singleScore])
    #expect(try abs(fit.map.probability(for: 0.9) - 0.25) < 1e-15)
  }
}
