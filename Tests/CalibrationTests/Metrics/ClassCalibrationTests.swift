import TestSupport
import Testing

@testable import Calibration

@Suite struct ClassCalibrationTests {
  @Test func classesAreMeasuredByTheirOwnProbability() throws {
    // Class 0 is given 0.9 twice and true once, 0.2 once and true never.
    let data = try LabeledPredictions(
      Predictions([0.9, 0.1, 0.9, 0.1, 0.2, 0.8], columnCount: 2, kind: .probabilities),
      labels: [0, 1, 1]
    )
    let classes = try ClasswiseReliability(on: data).classes
    #expect(classes.map(\.classIndex) == [0, 1])
    // Inputs are Float32.
    #expect(abs(classes[0].frequency - 1.0 / 3) < 1e-7)
    #expect(abs(classes[0].meanProbability - 2.0 / 3) < 1e-7)
    #expect(abs(classes[0].calibrationError - (0.8 + 0.2) / 3) < 1e-7)
    #expect(abs(classes[0].overconfidence - 1.0 / 3) < 1e-7)
    #expect(abs(classes[0].underconfidence) < 1e-7)
    #expect(abs(classes[1].underconfidence - 1.0 / 3) < 1e-7)
  }

  @Test func theMeanOverClassesIsTheClasswiseError() throws {
    var generator = SeededGenerator(seed: 481)
    let data = try randomPredictions(rows: 200, classes: 5, using: &generator)
    let reliability = try ClasswiseReliability(on: data)
    let classes = reliability.classes
    let mean = classes.reduce(0) { $0 + $1.calibrationError } / 5
    #expect(abs(mean - reliability.calibrationError()) < 1e-12)
    #expect(abs(classes.reduce(0) { $0 + $1.frequency } - 1) < 1e-12)
    for entry in classes {
      #expect(abs(entry.overconfidence + entry.underconfidence - entry.calibrationError) < 1e-12)
    }
  }
}
