import TestSupport
import Testing

@testable import Calibration

@Suite struct CalibrationMapTests {
  static func keepingOrder() throws -> [any CalibrationMap] {
    [
      IdentityMap(),
      try TemperatureMap(temperature: 3),
      try FocalCalibrationMap(gamma: -0.5),
      try FocalCalibrationMap(gamma: -0.5).inverse,
      try FocalTemperatureMap(temperature: 0.5, gamma: -1),
      try EnsembleTemperatureMap(temperature: 2, temperedWeight: 0.2, uniformWeight: 0.5),
      try LabelSmoothingMap(smoothing: 0.2),
      try FocalCalibrationMap(gamma: -0.9).then(TemperatureMap(temperature: 2)),
    ]
  }

  @Test func mapsThatPromiseItKeepTheOrder() throws {
    var generator = SeededGenerator(seed: 71)
    for map in try Self.keepingOrder() {
      #expect(map.keepsOrder)
      for _ in 0..<50 {
        let logits = (0..<6).map { _ in 4 * generator.normal() }
        let results = try map.logProbabilities(forLogits: logits)
        for i in 0..<6 {
          for j in 0..<6 where logits[i] > logits[j] {
            // Rounding may make neighbours equal, never turn them round.
            #expect(results[i] >= results[j], "\(map)")
          }
        }
      }
    }
  }

  @Test func aCompositionPromisesWhatItsPartsDo() throws {
    let shift = try SigmoidFocalCalibrationMap(gamma: 1, alpha: 0.2)
    #expect(!shift.keepsOrder)
    #expect(!(try TemperatureMap(temperature: 2).then(shift)).keepsOrder)
  }
}
