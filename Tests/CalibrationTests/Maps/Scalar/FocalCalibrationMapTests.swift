import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct FocalCalibrationMapTests {
  static let gammas = [-1, -0.9, -0.5, -0.25, 0.5, 1, 2, 5, 100]

  /// r(v) of the map's definition, for v well inside (0, 1).
  func r(_ v: Double) -> Double { v * -log(v) / (1 - v) }

  /// The log-odds of class 1 that the map gives to two classes of log-odds `logOdds`.
  func mapped(_ logOdds: Double, gamma: Double) throws -> Double {
    let row = try FocalCalibrationMap(gamma: gamma).logProbabilities(forLogits: [0, logOdds])
    return row[1] - row[0]
  }

  @Test func gammaZeroIsTheIdentity() throws {
    let row: [Double] = [0.3, -2, 4, 1e4, -.infinity]
    #expect(
      try FocalCalibrationMap(gamma: 0).logProbabilities(forLogits: row)
        == IdentityMap().logProbabilities(forLogits: row)
    )
  }

  @Test(arguments: gammas)
  func uniformRowsStay(gamma: Double) throws {
    for classes in [2, 3, 7, 1000] {
      let row = try FocalCalibrationMap(gamma: gamma)
        .logProbabilities(forLogits: Array(repeating: 5, count: classes))
      for value in row {
        #expect(abs(value + log(Double(classes))) <= 1e-14 * log(Double(classes)) * (2 + gamma))
      }
    }
  }

  @Test(arguments: gammas)
  func permutingClassesPermutesTheResult(gamma: Double) throws {
    let seed: UInt64 = 2
    var random = SeededGenerator(seed: seed)
    let map = try FocalCalibrationMap(gamma: gamma)
    for classes in [2, 3, 10, 33] {
      let row = random.logits(classes: classes, spread: 3)
      let order = Array(row.indices).shuffled(using: &random)
      let whole = try map.logProbabilities(forLogits: row)
      let permuted = try map.logProbabilities(forLogits: order.map { row[$0] })
      for (index, value) in zip(order, permuted) {
        // Only the order of the additions differs.
        #expect(abs(value - whole[index]) <= 1e-13 * abs(value) * (1 + abs(gamma)), "seed \(seed)")
      }
    }
  }

  @Test(arguments: gammas)
  func theOrderOfClassesStays(gamma: Double) throws {
    let seed: UInt64 = 3
    var random = SeededGenerator(seed: seed)
    let map = try FocalCalibrationMap(gamma: gamma)
    for spread in [0.01, 1, 4, 30] {
      for classes in [2, 3, 9, 40] {
        let row = random.logits(classes: classes, spread: spread)
        let mapped = try map.logProbabilities(forLogits: row)
        let order = row.indices.sorted { row[$0] < row[$1] }
        for (lower, higher) in zip(order, order.dropFirst()) {
          #expect(mapped[lower] < mapped[higher], "seed \(seed), \(row)")
        }
      }
    }
  }

  @Test(arguments: gammas)
  func twoClassesFollowTheirFormula(gamma: Double) throws {
    for logOdds in [1e-3, 0.5, 1, 2, 5, 10] {
      let q = 1 / (1 + exp(-logOdds))
      let w = 1 / (1 + exp(logOdds))
      // At γ = −1 the denominator is 1 − r(q), which loses digits here as q nears 1.
      let want = (1 + gamma) * logOdds + log((1 + gamma * r(w)) / (1 + gamma * r(q)))
      #expect(abs(try mapped(logOdds, gamma: gamma) - want) <= 1e-12 * max(1, abs(want)) / w)
    }
  }

  @Test(arguments: gammas.filter { $0 > -1 })
  func twoClassesStayWithinTheBoundOfTemperatureScaling(gamma: Double) throws {
    let bound = abs(log1p(gamma))
    for logOdds in [1e-3, 0.1, 1, 3, 10, 30, 100, 1e3, 1e4] {
      let deviation = try mapped(logOdds, gamma: gamma) - (1 + gamma) * logOdds
      let rounding = 1e-15 * (1 + abs(gamma)) * (1 + logOdds)
      #expect(abs(deviation) <= bound + rounding)
      // The bound is reached where confidence is extreme.
      if logOdds >= 1e3 { #expect(abs(deviation + log1p(gamma)) <= 1e-12 + rounding) }
    }
  }

  @Test(arguments: [(-0.5, 0.7357), (-0.25, 0.8216), (-0.75, 0.7179)])
  func negativeGammaTurnsOneTermDown(gamma: Double, turn: Double) throws {
    // ln p_0 − ln p_1 = ln h(v) − ln h(c): with c fixed it shows h alone.
    let map = try FocalCalibrationMap(gamma: gamma)
    let c = 1e-9
    func logH(_ v: Double) throws -> Double {
      let row = try map.logProbabilities(forLogits: [log(v), log(c), log(1 - v - c)])
      return row[0] - row[1]
    }
    let grid = (500..<1000).map { Double($0) / 1000 }
    let peak = try grid.max { try logH($0) < logH($1) }
    #expect(abs(try #require(peak) - turn) <= 0.001)
  }

  @Test func withTwoClassesPositiveGammaRaisesConfidence() throws {
    for gamma in [0.1, 1, 5, 100] {
      for logOdds in [1e-3, 0.1, 1, 10, 1e3] {
        #expect(try mapped(logOdds, gamma: gamma) > logOdds)
      }
    }
  }

  @Test func withTwoClassesNegativeGammaLowersConfidenceDownToItsTurningPoint() throws {
    // The slope at log-odds 0 is 1 at γ = 2 − 2 / ln 2 = −0.885…: below it cautious predictions are
    // sharpened, and at −1 all of them.
    let turn = 2 - 2 / log(2.0)
    for logOdds in [1e-3, 0.1, 1, 10, 1e3] {
      #expect(try mapped(logOdds, gamma: -0.1) < logOdds)
      #expect(try mapped(logOdds, gamma: turn + 0.01) < logOdds)
      #expect(try mapped(logOdds, gamma: -1) > logOdds)
    }
    #expect(try mapped(0.01, gamma: turn - 0.01) > 0.01)
    #expect(try mapped(10, gamma: turn - 0.01) < 10)
  }

  @Test func withManyClassesAnUndecidedRowMovesTowardsUniform() throws {
    // γ > 0 raises confidence only once a class stands out: here 0.07 falls and 0.8 rises.
    let map = try FocalCalibrationMap(gamma: 1)
    func change(lead: Double) throws -> Double {
      let row = [lead] + Array(repeating: 0, count: 99)
      return try map.probabilities(forLogits: row)[0]
        - IdentityMap().probabilities(forLogits: row)[0]
    }
    #expect(try change(lead: 2) < -1e-3)
    #expect(try change(lead: 6) > 0.1)
  }

  @Test(arguments: [-1.0, -0.5, 2, 100])
  func extremeLogitsKeepTheirLogOdds(gamma: Double) throws {
    let want = gamma == -1 ? 2e4 + log(2.0) : (1 + gamma) * 2e4 - log1p(gamma)
    let row = try FocalCalibrationMap(gamma: gamma).logProbabilities(forLogits: [1e4, -1e4])
    #expect(row[0] == 0)
    #expect(abs(row[1] + want) <= 1e-15 * want)
    let many = try FocalCalibrationMap(gamma: gamma)
      .logProbabilities(forLogits: [-1e4, 1e4, 1e4, 0])
    #expect(abs(many[1] + log(2.0)) <= 1e-15 && many[1] >= many[2])
    #expect(many.allSatisfy { $0.isFinite } && many[0] < many[3] && many[3] < -9e3)
  }

  @Test(arguments: gammas)
  func tiesStayTiesAndTheFirstOfEqualsStaysFirst(gamma: Double) throws {
    let row = try FocalCalibrationMap(gamma: gamma).logProbabilities(forLogits: [-1, 2, -1, 2, 2])
    #expect(row[0] == row[2] && row[3] == row[4])
    // The leading class is computed another way than the others; what is the first of equals before
    // must be so after.
    #expect(row[1] >= row[3] && row[1] - row[3] <= 1e-13)
  }

  @Test(arguments: gammas)
  func impossibleClassesStayImpossible(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let row = try map.logProbabilities(forLogits: [1, -.infinity, 0.5, -.infinity, -2])
    let without = try map.logProbabilities(forLogits: [1, 0.5, -2])
    #expect(row[1] == -.infinity && row[3] == -.infinity)
    for (got, want) in zip([row[0], row[2], row[4]], without) {
      #expect(abs(got - want) <= 1e-13)
    }
    #expect(
      try map.logProbabilities(forLogits: [-.infinity, 3, -.infinity])
        == [-.infinity, 0, -.infinity]
    )
  }

  @Test(arguments: [-1.0, -0.5, 2, 100])
  func aHundredThousandClassesSumToOne(gamma: Double) throws {
    let seed: UInt64 = 4
    var random = SeededGenerator(seed: seed)
    let row = random.logits(classes: 100_000, spread: 2)
    let mapped = try FocalCalibrationMap(gamma: gamma).probabilities(forLogits: row)
    // 1e5 roundings of 1e-16 of the parts.
    #expect(abs(mapped.reduce(0, +) - 1) <= 1e-13, "seed \(seed)")
    #expect(mapped.allSatisfy { $0 > 0 })
  }

  @Test func badRowsAreRefused() throws {
    let map = try FocalCalibrationMap(gamma: 2)
    #expect(throws: PredictionsError.notANumber(row: 0, column: 1)) {
      try map.probabilities(forLogits: [0, .nan, 1])
    }
    #expect(throws: PredictionsError.positiveInfinity(row: 0, column: 2)) {
      try map.probabilities(forLogits: [0, 1, .infinity])
    }
    #expect(throws: PredictionsError.noPossibleClass(row: 0)) {
      try map.probabilities(forLogits: [-.infinity, -.infinity])
    }
    for row in [[], [1.0]] {
      #expect(throws: PredictionsError.shape(scoreCount: row.count, columnCount: 2)) {
        try map.probabilities(forLogits: row)
      }
    }
  }

  @Test func gammaOutOfRangeIsRefused() throws {
    for gamma in [(-1.0).nextDown, .nan, .infinity, -.infinity] {
      #expect(throws: MapError.self) { try FocalCalibrationMap(gamma: gamma) }
    }
    #expect(throws: MapError.gamma(-2)) {
      try FocalCalibrationMap(json: #"{"gamma": -2}"#)
    }
    let map = try FocalCalibrationMap(gamma: -1)
    try expectRoundTrip(of: map)
  }
}
