import TestSupport
import Testing

@testable import Calibration

@Suite final class SlowMetricTests: RandomExampleTests {
  init() throws {
    try super.init(seed: 811, rows: 200, classes: 3, temperature: 6, resampleCount: 15)
  }

  @Test func estimatesAreThoseOfTheMetrics() throws {
    let map = try TemperatureMap(temperature: 1.5)
    let rows = try EvaluatedRows(of: map, on: data)
    let expected: [SlowMetric: Double] = [
      .smoothCalibrationError: rows.smoothCalibrationError,
      .maximumMeanCalibrationError: try rows.maximumMeanCalibrationError(),
      .squaredKernelCalibrationError: try SquaredKernelCalibrationError(of: map, on: data).value,
    ]
    for metric in SlowMetric.allCases {
      let estimate = try metric.estimate(of: map, on: data, options: options)
      #expect(estimate.value == expected[metric], "\(metric)")
      #expect(estimate.replicates.count == 15)
    }
  }

  /// Estimates of two maps are of the same resamples, so that they make a paired comparison.
  @Test(arguments: SlowMetric.allCases)
  func estimatesArePaired(metric: SlowMetric) throws {
    let map = try TemperatureMap(temperature: 6)
    let before = try metric.estimate(on: data, options: options)
    let after = try metric.estimate(of: map, on: data, options: options)
    let there = try PairedComparison(of: after, against: before)
    #expect(there.difference == after.value - before.value)
    #expect(there.difference < 0 && there.interval.upper < 0)
    // The least that 15 resamples can show.
    #expect(there.pValue == 2.0 / 16)
    let same = try PairedComparison(of: after, against: after)
    #expect(same.difference == 0 && same.pValue == 1)
    let other = try metric.estimate(on: data, options: EvaluationOptions(resampleCount: 2))
    #expect(throws: ComparisonError.options(options, other.options)) {
      try PairedComparison(of: after, against: other)
    }
  }

  @Test(arguments: SlowMetric.allCases)
  func aMapForOtherClassesIsRefused(metric: SlowMetric) throws {
    let map = try VectorScaling().fit(to: data).map
    var generator = SeededGenerator(seed: 812)
    let other = try randomPredictions(rows: 20, classes: 5, using: &generator)
    #expect(throws: PredictionsError.classCount(found: 5, expected: 3)) {
      try metric.estimate(of: map, on: other, options: options)
    }
  }
}
