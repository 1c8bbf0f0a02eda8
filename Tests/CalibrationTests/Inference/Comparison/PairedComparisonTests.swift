import TestSupport
import Testing

@testable import Calibration

@Suite final class PairedComparisonTests: RandomExampleTests {
  init() throws {
    try super.init(seed: 121, rows: 300, classes: 4, temperature: 2, resampleCount: 200)
  }

  @Test func aMapDoesNotDifferFromItself() throws {
    let evaluation = try Evaluation(on: data, options: options)
    for metric in Metric.allCases {
      let comparison = try PairedComparison(metric, of: evaluation, against: evaluation)
      #expect(comparison.difference == 0)
      #expect(comparison.pValue == 1)
      #expect(!comparison.isLargerThanNoise)
    }
  }

  @Test func aGoodMapIsSeenThoughTheIntervalsOverlap() throws {
    let map = try FocalTemperatureMap(temperature: 2, gamma: 0)
    let before = try Evaluation(on: data, options: options)
    let after = try Evaluation(of: map, on: data, options: options)
    let comparison = try PairedComparison(.negativeLogLikelihood, of: after, against: before)
    let (first, second) = (before[.negativeLogLikelihood], after[.negativeLogLikelihood])
    #expect(second.interval.upper > first.interval.lower)
    #expect(comparison.difference == second.value - first.value)
    #expect(comparison.difference < 0)
    #expect(comparison.interval.upper < 0)
    #expect(comparison.isLargerThanNoise)
    // The least that 200 resamples can show.
    #expect(comparison.pValue == 2.0 / 201)
  }

  @Test func theOrderTurnsTheSign() throws {
    let map = try FocalTemperatureMap(temperature: 1.05, gamma: 0)
    let first = try Evaluation(on: data, options: options)
    let second = try Evaluation(of: map, on: data, options: options)
    let there = try PairedComparison(.maximumCalibrationError, of: first, against: second)
    let back = try PairedComparison(.maximumCalibrationError, of: second, against: first)
    #expect(there.difference == -back.difference)
    #expect(there.pValue == back.pValue)
    #expect(abs(there.interval.lower + back.interval.upper) < 1e-12)
  }

  @Test func unequalEvaluationsAreRefused() throws {
    let evaluation = try Evaluation(on: data, options: options)
    let other = try EvaluationOptions(resampleCount: 200, seed: 3)
    #expect(throws: ComparisonError.options(evaluation.options, other)) {
      try PairedComparison(.accuracy, of: evaluation, against: Evaluation(on: data, options: other))
    }
    let fewer = try Evaluation(on: data.rows(0..<299), options: options)
    #expect(throws: ComparisonError.rows) {
      try PairedComparison(.accuracy, of: evaluation, against: fewer)
    }
  }

  @Test func infiniteLossesCompare() throws {
    let ruledOut = try Evaluation(of: RulingOutMap(), on: data, options: options)
    let finite = try Evaluation(on: data, options: options)
    let same = try PairedComparison(.negativeLogLikelihood, of: ruledOut, against: ruledOut)
    #expect(same.difference == 0 && !same.isLargerThanNoise)
    let worse = try PairedComparison(.negativeLogLikelihood, of: ruledOut, against: finite)
    #expect(worse.difference == .infinity && worse.isLargerThanNoise)
  }
}
