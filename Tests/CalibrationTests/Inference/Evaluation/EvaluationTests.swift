import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct EvaluationTests {
  @Test(arguments: [1, 2, 3])
  func sameBitsWhateverTheNumberOfThreads(threads: Int) throws {
    var generator = SeededGenerator(seed: 61)
    // Several blocks of rows, of classes and of resamples.
    let data = try randomPredictions(rows: 300, classes: 100, using: &generator)
    let options = try EvaluationOptions(resampleCount: 40)
    let map = try FocalTemperatureMap(temperature: 1.2, gamma: 0.5)
    let first = try Evaluation(of: map, on: data, options: options)
    let second = try Workers.$limit.withValue(threads) {
      try Evaluation(of: map, on: data, options: options)
    }
    for metric in Metric.allCases {
      #expect(first[metric] == second[metric], "\(metric)")
    }
  }

  /// A resample that draws row i c_i times is the data with weights c_i.
  @Test(arguments: [false, true])
  func replicatesAreMetricsOfResampledRows(weighted: Bool) throws {
    var generator = SeededGenerator(seed: 71)
    let weights = (0..<60).map { _ in Double.random(in: 0.5...2, using: &generator) }
    let data = try randomPredictions(rows: 60, classes: 4, weights: weighted ? weights : nil, using: &generator)
    let options = try EvaluationOptions(resampleCount: 20, seed: 9)
    let map = try FocalTemperatureMap(temperature: 0.7, gamma: 0.3)
    let evaluation = try Evaluation(of: map, on: data, options: options)
    let resamples = BootstrapResamples(rowCount: 60, weights: nil, count: 20, seed: 9)
    for index in [0, 7, 15, 16, 19] {
      let counts = resamples.counts(ofBatch: index / 16)
      let resampled = try LabeledPredictions(
        data.predictions,
        labels: data.labels,
        weights: (0..<60).map {
          Double(counts[$0 * 16 + index % 16]) * (weighted ? weights[$0] : 1)
        }
      )
      for (metric, value) in try pointMetrics(of: map, on: resampled) {
        // Kish's effective number of rows is that of the whole data, not of the weights c_i w_i.
        if weighted, metric == .debiasedCalibrationError { continue }
        // Class-wise sums are in single precision.
        let tolerance = metric == .classwiseCalibrationError ? 1e-6 : 1e-13
        let replicate = evaluation[metric].replicates[index]
        #expect(abs(replicate - value) < tolerance, "\(metric), resample \(index)")
      }
    }
  }

  @Test func valuesAreThePointMetrics() throws {
    var generator = SeededGenerator(seed: 81)
    let data = try randomPredictions(rows: 100, classes: 3, using: &generator)
    let evaluation = try Evaluation(on: data, options: EvaluationOptions(resampleCount: 5))
    for (metric, value) in try pointMetrics(on: data) {
      #expect(evaluation[metric].value == value)
      #expect(evaluation[metric].replicates.count == 5)
    }
    #expect(evaluation.rowCount == 100)
    #expect(evaluation.classCount == 3)
    #expect(evaluation.totalWeight == 100)
  }

  @Test func intervalOfAMeanIsAsNormalTheorySays() throws {
    let seed: UInt64 = 91
    var generator = SeededGenerator(seed: seed)
    let rowCount = 400
    let data = try randomPredictions(rows: rowCount, classes: 5, using: &generator)
    let estimate = try Evaluation(on: data)[.negativeLogLikelihood]
    let rows = try EvaluatedRows(on: data)
    let squares = rows.logLikelihoods.reduce(0) {
      $0 + ($1 + estimate.value) * ($1 + estimate.value)
    }
    let standardError = (squares / Double(rowCount)).squareRoot() / Double(rowCount).squareRoot()
    let mean = estimate.replicates.reduce(0, +) / 1000
    // The mean of 1000 replicates has 1/√1000 of their standard error; five of these.
    #expect(abs(mean - estimate.value) < 5 * standardError / 1000.0.squareRoot(), "seed \(seed)")
    // A 2.5 % quantile of 1000 has a standard error of √(0.025·0.975/1000)/0.0584 = 0.085 standard
    // deviations, the width at most √2 times that; four of these, and a little for skewness.
    let width = (estimate.interval.upper - estimate.interval.lower) / standardError
    #expect(abs(width - 2 * 1.96) < 0.6, "seed \(seed)")
    #expect(estimate.interval.contains(estimate.value))
  }

  @Test func calibrationErrorOfACalibratedModelIsBiasedUpward() throws {
    var generator = SeededGenerator(seed: 101)
    let data = try randomPredictions(rows: 300, classes: 4, temperature: 1, using: &generator)
    let estimate = try Evaluation(on: data, options: EvaluationOptions(resampleCount: 200))[
      .expectedCalibrationError
    ]
    #expect(estimate.value > 0)
    #expect(estimate.replicates.reduce(0, +) / 200 > estimate.value)
  }

  @Test func oneRow() throws {
    let data = try LabeledPredictions(Predictions([0, 1, 2], columnCount: 3, kind: .logits), labels: [2])
    let evaluation = try Evaluation(on: data, options: EvaluationOptions(resampleCount: 17))
    for metric in Metric.allCases {
      let estimate = evaluation[metric]
      // Single precision in the class-wise replicates.
      #expect(estimate.replicates.allSatisfy { abs($0 - estimate.value) < 1e-7 }, "\(metric)")
    }
    #expect(evaluation[.accuracy].value == 1)
    #expect(evaluation[.brierSkill].value == 0)
  }

  @Test func infiniteLossesStayInfiniteAndNothingIsNaN() throws {
    let data = try LabeledPredictions(
      Predictions((0..<60).map(Float.init), columnCount: 3, kind: .logits),
      labels: (0..<20).map { $0 == 0 ? 0 : 1 }
    )
    let evaluation = try Evaluation(of: RulingOutMap(), on: data, options: EvaluationOptions(resampleCount: 40))
    let loss = evaluation[.negativeLogLikelihood]
    #expect(loss.value == .infinity)
    // Without row 0 a resample's loss is ln 2; about 1 in e of them misses the row.
    #expect(Set(loss.replicates.map { $0 == .infinity }) == [true, false])
    #expect(loss.replicates.allSatisfy { $0 == .infinity || abs($0 - log(2)) < 1e-12 })
    for metric in Metric.allCases {
      #expect(evaluation[metric].replicates.allSatisfy { !$0.isNaN }, "\(metric)")
      #expect(!evaluation[metric].interval.lower.isNaN && !evaluation[metric].interval.upper.isNaN)
    }
  }

  @Test func rowsOfWeightZeroDoNotMatter() throws {
    var generator = SeededGenerator(seed: 111)
    let data = try randomPredictions(
      rows: 30,
      classes: 3,
      weights: (0..<30).map { $0 == 4 ? 2e40 : 0 },
      using: &generator
    )
    // Weights beyond the range of Float, and only one row that counts.
    let evaluation = try Evaluation(on: data, options: EvaluationOptions(resampleCount: 20))
    for metric in Metric.allCases {
      let estimate = evaluation[metric]
      #expect(estimate.replicates.allSatisfy { abs($0 - estimate.value) < 1e-6 }, "\(metric)")
    }
  }

  @Test func badOptionsAreRefused() {
    for count in [0, 1_000_001, 1_000_000_000] {
      #expect(throws: EvaluationError.resampleCount(count)) {
        try EvaluationOptions(resampleCount: count)
      }
    }
    #expect(throws: EvaluationError.level(1)) { try EvaluationOptions(level: 1) }
    #expect(throws: EvaluationError.level(0)) { try EvaluationOptions(level: 0) }
    #expect(throws: EvaluationError.self) { try EvaluationOptions(level: .nan) }
  }
}
