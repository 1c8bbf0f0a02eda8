import Foundation
import Testing

@testable import Calibration

@Suite struct BinaryCalibrationMapTests {
  @Test func certaintiesStay() throws {
    let map = RulingOut()
    #expect(try map.probability(for: 0) == 0)
    #expect(try map.probability(for: 1) == 1)
    // −∞ breaks the rule for binary maps; the result is finite all the same.
    #expect(map.logOdds(3) == -LogOdds.largest)
    for p in [-0.1, 1.1, .nan] {
      #expect(throws: MapError.self) { try map.probability(for: p) }
    }
  }

  @Test func logOddsAndProbabilitiesAreInverse() {
    for p in [1e-300, 1e-20, 0.1, 0.5, 0.9] {
      // ln of 1e-300 is 690, so the exponential loses that many ulps.
      #expect(abs(LogOdds.probability(LogOdds.of(p)) / p - 1) < 1e-12)
    }
    #expect(LogOdds.of(0) == -.infinity)
    #expect(LogOdds.of(1) == .infinity)
    #expect(LogOdds.softplus(-.infinity) == 0)
    #expect(LogOdds.softplus(.infinity) == .infinity)
    #expect(LogOdds.softplus(1e4) == 1e4)
    #expect(abs(LogOdds.softplus(-46) / exp(-46) - 1) < 1e-14)
  }
}

/// A map that rules every event out, against the rule.
struct RulingOut: BinaryCalibrationMap {
  var parameterCount: Int { 0 }
  func calibratedLogOdds(for logOdds: Double) -> Double { -.infinity }
}

/// Multiplies and shifts log-odds.
struct AffineLogOdds: BinaryCalibrationMap {
  var parameterCount: Int { 0 }
  var slope = 1.0
  var intercept = 0.0

  func calibratedLogOdds(for logOdds: Double) -> Double { slope * logOdds + intercept }
}

/// Fits a map that knows the log-odds it was fitted to, to the last bit.
struct KnownScores: BinaryCalibrationMethod {
  func fit(to scores: BinaryScores) -> BinaryFit<KnownScoresMap> {
    BinaryFit(map: KnownScoresMap(known: Set(scores.logOdds)))
  }
}

/// Log-odds of 1 for known scores, of −1 for others.
struct KnownScoresMap: BinaryCalibrationMap {
  var known: Set<Double>
  var parameterCount: Int { 0 }

  func calibratedLogOdds(for logOdds: Double) -> Double { known.contains(logOdds) ? 1 : -1 }
}
