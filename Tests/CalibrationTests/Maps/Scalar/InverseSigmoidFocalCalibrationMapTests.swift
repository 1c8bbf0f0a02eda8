import Foundation
import Testing

@testable import Calibration

@Suite struct InverseSigmoidFocalCalibrationMapTests {
  @Test(arguments: [(2.0, 0.25), (-0.5, 0.9), (-0.9, 0.1), (20, 0.99)])
  func undoesTheMapAndIsUndoneByIt(gamma: Double, alpha: Double) throws {
    let map = try SigmoidFocalCalibrationMap(gamma: gamma, alpha: alpha)
    for logOdds in [-40.0, -3, -0.1, 0, 1, 7, 200] {
      let p = try map.logProbabilities(forLogits: [0, logOdds])
      let back = try map.inverse.logProbabilities(forLogits: p)
      #expect(abs(back[1] - back[0] - logOdds) <= 1e-12 * max(1, abs(logOdds)))
      let q = try map.inverse.logProbabilities(forLogits: [0, logOdds])
      let forth = try map.logProbabilities(forLogits: q)
      #expect(abs(forth[1] - forth[0] - logOdds) <= 1e-12 * max(1, abs(logOdds)))
    }
  }

  @Test func decodingChecksTheParameters() throws {
    let map = try InverseSigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    try expectRoundTrip(of: map)
    #expect(map.inverse.inverse == map)
    #expect(throws: MapError.alpha(0)) {
      try InverseSigmoidFocalCalibrationMap(json: #"{"gamma": 0, "alpha": 0}"#)
    }
  }
}
