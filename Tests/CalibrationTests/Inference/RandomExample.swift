import TestSupport

@testable import Calibration

/// Over-confident predictions, and how often they are resampled.
struct RandomExample {
  let data: LabeledPredictions
  let options: EvaluationOptions

  init(seed: UInt64, rows: Int, classes: Int, temperature: Double, resampleCount: Int) throws {
    var generator = SeededGenerator(seed: seed)
    data = try randomPredictions(rows: rows, classes: classes, temperature: temperature, using: &generator)
    options = try EvaluationOptions(resampleCount: resampleCount)
  }
}

/// A suite whose tests all take the same example.
protocol RandomExampleTests {
  var example: RandomExample { get }
}

extension RandomExampleTests {
  var data: LabeledPredictions { example.data }
  var options: EvaluationOptions { example.options }
}
