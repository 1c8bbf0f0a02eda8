import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct InverseFocalCalibrationMapTests {
  static let gammas = [-1, -0.99, -0.9, -0.5, -0.25, -1e-6, 0, 0.5, 1, 2, 5, 20, 100]

  /// Checks that `got` is `want` to `tolerance`, relative to each log-probability.
  func expectEqual(
    _ got: [Double],
    _ want: [Double],
    tolerance: Double,
    _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (got, want) in zip(got, want) where got != want {
      #expect(abs(got - want) <= tolerance * abs(want), comment, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: gammas)
  func undoesTheMapAndIsUndoneByIt(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let seed: UInt64 = 1
    var random = SeededGenerator(seed: seed)
    for classes in [2, 3, 5, 17] {
      for spread in [1e-6, 1e-3, 0.3, 1, 3, 10] {
        for _ in 0..<5 {
          let q = try IdentityMap().logProbabilities(forLogits: random.logits(classes: classes, spread: spread))
          let p = try map.logProbabilities(forLogits: q)
          let back = try map.inverse.logProbabilities(forLogits: p)
          expectEqual(back, q, tolerance: 1e-12, "seed \(seed), \(q)")
          let forth = try map.logProbabilities(forLogits: map.inverse.logProbabilities(forLogits: q))
          expectEqual(forth, q, tolerance: 1e-12, "seed \(seed), \(q)")
        }
      }
    }
  }

  @Test(arguments: gammas)
  func confidentPredictionsOnBothBranchesComeBack(gamma: Double) throws {
    // From one half, over the point where h turns, to 1 − 1e-300.
    let map = try FocalCalibrationMap(gamma: gamma)
    for logOdds in stride(from: 0.0, through: 8, by: 0.125) + [20, 100, 690] {
      let row = [logOdds, 0, -0.5, -3]
      let q = try IdentityMap().logProbabilities(forLogits: row)
      let p = try map.logProbabilities(forLogits: q)
      let back = try map.inverse.logProbabilities(forLogits: p)
      expectEqual(back, q, tolerance: 1e-12 * max(1, logOdds / 20), "\(row)")
    }
  }

  @Test(arguments: gammas)
  func extremeLogitsComeBack(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    for row in [[1e4, -1e4], [-1e4, 1e4, 0], [1e4, 1e4, -1e4], [0, -1e4, -9e3]] {
      let p = try IdentityMap().logProbabilities(forLogits: row)
      let q = try map.inverse.logProbabilities(forLogits: p)
      #expect(q.allSatisfy { $0.isFinite })
      expectEqual(try map.logProbabilities(forLogits: q), p, tolerance: 1e-12, "\(row) through \(q)")
    }
  }

  @Test(arguments: gammas.filter { $0 > -1 })
  func invertsTheTwoClassLimit(gamma: Double) throws {
    // Far out, log-odds are mapped to (1 + γ) λ − ln(1 + γ), so the inverse is known.
    let row = try InverseFocalCalibrationMap(gamma: gamma).logProbabilities(forLogits: [5e3, -5e3])
    let want = (1e4 + log1p(gamma)) / (1 + gamma)
    #expect(abs(row[0] - row[1] - want) <= 1e-12 * want)
  }

  @Test(arguments: gammas)
  func theRootIsUnique(gamma: Double) throws {
    // The inverse sets λ, the log-odds of the leading class, so that the other q_j sum to 1 − v.
    // Their logarithms descend by no more than min(0, d ln h(v)/dλ) over the least slope of ln h
    // below one half, and −ln(1 − v) ascends by v: the sum ascends everywhere.
    func logH(_ logOdds: Double) -> Double {
      FocalTerms(logOdds: logOdds).logH(gamma: gamma)
    }
    let step = 1e-4
    func slope(_ logOdds: Double) -> Double {
      (logH(logOdds + step) - logH(logOdds - step)) / (2 * step)
    }
    let grid = stride(from: 0.0, through: 40, by: 0.01)
    let leastSlope = grid.map { slope(-$0) * (1 + exp(-$0)) }.min() ?? 0
    #expect(leastSlope > 0.5)
    for logOdds in grid {
      let v = 1 / (1 + exp(-logOdds))
      #expect(v + min(0, slope(logOdds)) / leastSlope > 0.5 * (1 + min(gamma, -0.5)) - 1e-6)
    }
  }

  @Test(arguments: gammas)
  func uniformRowsTiesAndImpossibleClassesStay(gamma: Double) throws {
    let map = try InverseFocalCalibrationMap(gamma: gamma)
    for classes in [2, 3, 1000] {
      let row = try map.logProbabilities(forLogits: Array(repeating: -7, count: classes))
      for value in row {
        #expect(abs(value + log(Double(classes))) <= 1e-13 * log(Double(classes)))
      }
    }
    let tied = try map.logProbabilities(forLogits: [3, -1, 3, -1, -.infinity])
    #expect(abs(tied[0] - tied[2]) <= 1e-12 && tied[1] == tied[3] && tied[4] == -.infinity)
    #expect(
      try map.logProbabilities(forLogits: [-.infinity, 3, -.infinity])
        == [-.infinity, 0, -.infinity]
    )
  }

  @Test(arguments: [-0.9, 2.0])
  func aHundredThousandClassesComeBack(gamma: Double) throws {
    let seed: UInt64 = 5
    var random = SeededGenerator(seed: seed)
    let map = try FocalCalibrationMap(gamma: gamma)
    let q = try IdentityMap().logProbabilities(forLogits: random.logits(classes: 100_000, spread: 1.5))
    let p = try map.logProbabilities(forLogits: q)
    let back = try map.inverse.logProbabilities(forLogits: p)
    let worst = zip(back, q).map { abs($0 - $1) }.max()
    #expect(try #require(worst) <= 1e-12, "seed \(seed)")
  }

  @Test func decodingChecksGamma() throws {
    let map = try InverseFocalCalibrationMap(gamma: 3)
    try expectRoundTrip(of: map)
    #expect(throws: MapError.gamma(-2)) {
      try InverseFocalCalibrationMap(json: #"{"gamma": -2}"#)
    }
    #expect(map.inverse.inverse == map)
  }
}
