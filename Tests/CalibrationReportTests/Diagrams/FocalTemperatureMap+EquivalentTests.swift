import Calibration
import CalibrationReport
import Testing

@Suite struct FocalTemperatureMapEquivalentTests {
  @Test func theSameProbabilitiesComeOut() throws {
    let logits = [0.3, -2, 1.7]
    for map: any CalibrationMap in [
      try TemperatureMap(temperature: 1.5), try FocalCalibrationMap(gamma: -0.5),
      try FocalTemperatureMap(temperature: 0.8, gamma: 3),
    ] {
      let equivalent = try #require(FocalTemperatureMap(equivalentTo: map))
      let expected = try map.probabilities(forLogits: logits)
      for (one, other) in zip(try equivalent.probabilities(forLogits: logits), expected) {
        #expect(abs(one - other) < 1e-15)
      }
    }
  }

  @Test func otherFamiliesHaveNone() throws {
    #expect(FocalTemperatureMap(equivalentTo: try LabelSmoothingMap(smoothing: 0.1)) == nil)
  }
}
