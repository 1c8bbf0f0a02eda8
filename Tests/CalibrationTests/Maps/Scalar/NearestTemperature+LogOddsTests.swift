import Foundation
import Testing

@testable import Calibration

@Suite struct NearestTemperatureLogOddsTests {
  /// The largest distance over a fine grid of log-odds.
  func distance(_ map: FocalCalibrationMap, temperature: Double, upTo bound: Double) -> Double {
    (0...2000).map { step in
      let logOdds = bound * Double(step) / 2000
      return abs(map.logOdds(at: logOdds) - logOdds / temperature)
    }.max() ?? 0
  }

  @Test(arguments: [-1, -0.9, -0.5, 0.5, 1, 2, 5, 100], [0.1, 2, 10, 100])
  func noOtherTemperatureComesCloser(gamma: Double, bound: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let nearest = try map.nearestTemperature(forLogOddsUpTo: bound)
    let temperature = nearest.map.temperature
    let reached = distance(map, temperature: temperature, upTo: bound)
    #expect(reached <= nearest.deviation * (1 + 1e-12) + 1e-15)
    // The grid misses the peak by a part of its spacing.
    #expect(reached >= nearest.deviation * 0.999 - 1e-14)
    for factor in [0.9, 0.999, 1.001, 1.1] {
      #expect(distance(map, temperature: temperature * factor, upTo: bound) > reached)
    }
  }

  @Test func gammaZeroIsTheTemperatureOne() throws {
    let nearest = try FocalCalibrationMap(gamma: 0).nearestTemperature(forLogOddsUpTo: 5)
    #expect(nearest.map.temperature == 1 && nearest.deviation <= 1e-15)
  }

  @Test func aWideRangeApproachesTheTemperatureOfAllLogOdds() throws {
    let map = try FocalCalibrationMap(gamma: 3)
    let nearest = try map.nearestTemperature(forLogOddsUpTo: 1e6)
    #expect(abs(nearest.map.temperature - 0.25) <= 1e-6)
    #expect(nearest.deviation < map.nearestTemperature.deviation)
  }

  @Test func aNarrowRangeGivesTheSlopeAtZero() throws {
    // 1 + γ − γ r′(½) / (2 (1 + γ r(½))), r(½) = ln 2, r′(½) = 4 (ln 2 − ½).
    let gamma = 2.0
    let slope = 1 + gamma - gamma * 2 * (log(2.0) - 0.5) / (1 + gamma * log(2.0))
    let nearest = try FocalCalibrationMap(gamma: gamma).nearestTemperature(forLogOddsUpTo: 1e-3)
    #expect(abs(nearest.map.temperature * slope - 1) <= 1e-6)
  }

  @Test func boundsOutOfRangeAreRefused() throws {
    let map = try FocalCalibrationMap(gamma: 1)
    for bound in [0, -1, .infinity, .nan] {
      #expect(throws: MapError.self) { try map.nearestTemperature(forLogOddsUpTo: bound) }
    }
  }
}
