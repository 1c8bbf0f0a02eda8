import TestSupport
import Testing

@testable import Calibration

@Suite struct EvaluatedRowsEstimateTests {
  @Test(arguments: [false, true])
  func agreesWithTheEvaluation(weighted: Bool) throws {
    var generator = SeededGenerator(seed: 17)
    let weights = (0..<50).map { Double($0 % 4) }
    let data = try randomPredictions(rows: 50, classes: 3, weights: weighted ? weights : nil, using: &generator)
    let options = try EvaluationOptions(resampleCount: 40, level: 0.8, seed: 5)
    let evaluation = try Evaluation(on: data, options: options)
    let rows = try EvaluatedRows(on: data)
    let estimates: [(Metric, MetricEstimate)] = [
      (.accuracy, rows.estimate(options: options) { $0.accuracy }),
      (.brierScore, rows.estimate(options: options) { $0.brierScore }),
      (
        .debiasedCalibrationError,
        try rows.estimate(options: options) { rows throws(MetricError) in
          try rows.debiasedCalibrationError()
        }
      ),
    ]
    for (metric, estimate) in estimates {
      #expect(estimate.value == evaluation[metric].value)
      #expect(estimate.replicates.count == 40)
      #expect(estimate.interval.level == 0.8)
      for (first, second) in zip(estimate.replicates, evaluation[metric].replicates) {
        // Sums in another order; a square root near 0 makes more of it.
        #expect(abs(first - second) < 1e-7, "\(metric)")
      }
    }
  }

  @Test func errorsComeThrough() throws {
    let rows = try confidenceRows([(0.75, true), (0.625, false)])
    #expect(throws: MetricError.binCount(0)) {
      try rows.estimate { rows throws(MetricError) in
        try rows.debiasedCalibrationError(binCount: 0)
      }
    }
  }
}
