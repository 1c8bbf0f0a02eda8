import TestSupport

@testable import Calibration

/// A suite whose tests all take the same over-confident predictions, and resample them as often.
class RandomExampleTests {
  let data: LabeledPredictions
  let options: EvaluationOptions

  init(seed: UInt64, rows: Int, classes: Int, temperature: Double, resampleCount: Int) throws {
    var generator = SeededGenerator(seed: seed)
    data = try randomPredictions(rows: rows, classes: classes, temperature: temperature, using: &generator)
    options = try EvaluationOptions(resampleCount: resampleCount)
  }
}
