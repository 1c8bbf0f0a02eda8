import Foundation
import Testing

@testable import Calibration

@Suite struct SigmoidFocalCalibrationMapTests {
  @Test(arguments: [(2.0, 0.25), (-0.5, 0.9), (0, 0.3)])
  func followsItsFormula(gamma: Double, alpha: Double) throws {
    let map = try SigmoidFocalCalibrationMap(gamma: gamma, alpha: alpha)
    func logH(_ v: Double) -> Double {
      log(v) - gamma * log(1 - v) - log(1 + gamma * v * -log(v) / (1 - v))
    }
    for q in [0.01, 0.3, 0.5, 0.77, 0.99] {
      let row = try map.logProbabilities(forLogits: [0, log(q / (1 - q))])
      let want = logH(q) - logH(1 - q) + log((1 - alpha) / alpha)
      #expect(abs(row[1] - row[0] - want) <= 1e-13 * max(1, abs(want)))
    }
  }

  @Test func balancedClassesGiveTheFocalMap() throws {
    let map = try SigmoidFocalCalibrationMap(gamma: 1.5, alpha: 0.5)
    let focal = try FocalCalibrationMap(gamma: 1.5)
    for row in [[0.0, 3], [2, -1], [-1e4, 1e4]] {
      let got = try map.logProbabilities(forLogits: row)
      for (got, want) in zip(got, try focal.logProbabilities(forLogits: row)) {
        #expect(abs(got - want) <= 1e-14 * abs(want))
      }
    }
  }

  @Test func oneColumnOfSigmoidOutputsIsEnough() throws {
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    let logits: [Float] = [-3, -0.5, 0, 2, 9]
    let one = try map.probabilities(for: Predictions(logits, columnCount: 1, kind: .logits))
    for (row, logit) in logits.enumerated() {
      let two = try map.probabilities(forLogits: [0, Double(logit)])
      #expect(one.scores(ofRow: row) == [Float(two[1])])
    }
  }

  @Test func moreThanTwoClassesAreRefused() throws {
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try map.probabilities(forLogits: [1, 2, 3])
    }
  }

  @Test func parametersOutOfRangeAreRefused() throws {
    for alpha in [0, 1, -0.1, .nan] {
      #expect(throws: MapError.self) { try SigmoidFocalCalibrationMap(gamma: 2, alpha: alpha) }
    }
    #expect(throws: MapError.gamma(-3)) { try SigmoidFocalCalibrationMap(gamma: -3, alpha: 0.5) }
    #expect(throws: MapError.alpha(2)) {
      try SigmoidFocalCalibrationMap(json: #"{"gamma": 0, "alpha": 2}"#)
    }
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    try expectRoundTrip(of: map)
  }
}
