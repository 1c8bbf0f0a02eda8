import Foundation
import Testing

@testable import Calibration

@Suite struct NearestTemperatureTests {
  static let gammas = [-1, -0.99, -0.5, -0.1, 0, 0.5, 1, 2, 5, 100]

  @Test(arguments: gammas)
  func logOddsAreThoseOfTheMap(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    for logOdds in [-1e4, -20, -1, 0, 1e-3, 0.5, 3, 40, 1e4] {
      let row = try map.logProbabilities(forLogits: [0, logOdds])
      let want = row[1] - row[0]
      #expect(abs(map.logOdds(at: logOdds) - want) <= 1e-13 * max(1, abs(want)) * (2 + gamma))
    }
  }

  @Test(arguments: gammas)
  func theBoundHoldsAndIsReached(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let nearest = map.nearestTemperature
    #expect(nearest.map.temperature == (gamma == -1 ? 1 : 1 / (1 + gamma)))
    #expect(nearest.deviation == (gamma == -1 ? log(2.0) : abs(log1p(gamma))))
    var last = 0.0
    for logOdds in stride(from: 0, through: 60, by: 0.25) {
      let deviation = map.logOddsDeviation(at: logOdds)
      #expect(abs(deviation) <= nearest.deviation + 1e-13)
      // It grows all the way, and is odd.
      #expect(abs(deviation) >= abs(last) - 1e-13)
      #expect(abs(map.logOddsDeviation(at: -logOdds) + deviation) <= 1e-13)
      last = deviation
    }
    #expect(abs(abs(map.logOddsDeviation(at: 1e3)) - nearest.deviation) <= 1e-12)
  }

  @Test(arguments: [-0.5, 1, 5])
  func everyOtherTemperatureLeavesTheBoundSomewhere(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    for factor in [0.99, 1.01] {
      let other = factor * map.nearestTemperature.map.temperature
      #expect(abs(map.logOdds(at: 1e5) - 1e5 / other) > 100)
    }
  }
}
