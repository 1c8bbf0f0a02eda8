import BenchmarkSupport
import Calibration

/// How often intervals contain the true value.
struct Coverage {
  let model: SimulatedModel
  let rowCount: Int
  let trialCount: Int
  let smoothTrialCount: Int
  let resampleCount: Int

  private static let metrics: [Metric] = [
    .negativeLogLikelihood, .brierScore, .accuracy, .confidenceGap, .confidenceAUROC,
    .expectedCalibrationError, .equalMassCalibrationError, .classwiseCalibrationError,
    .debiasedCalibrationError, .sweepCalibrationError, .kolmogorovSmirnovError,
  ]

  /// Errors that are 0 for a calibrated model.
  private static let errors: Set<Metric> = [
    .expectedCalibrationError, .equalMassCalibrationError, .classwiseCalibrationError,
    .debiasedCalibrationError, .sweepCalibrationError, .kolmogorovSmirnovError,
  ]

  /// An estimate with both intervals, from the same replicates.
  private struct Outcome: Sendable {
    let value: Double
    let percentile: ClosedRange<Double>
    let bca: ConfidenceInterval

    init(_ estimate: MetricEstimate) {
      value = estimate.value
      bca = estimate.interval
      let sorted = estimate.replicates.sorted()
      let left = (1 - bca.level) / 2 * Double(sorted.count - 1)
      let index = Int(left)
      func end(_ values: [Double]) -> Double {
        values[index] + (left - Double(index)) * (values[index + 1] - values[index])
      }
      percentile = end(sorted)...end(sorted.reversed())
    }
  }

  /// A table of the coverage at a temperature, as Markdown.
  func table(temperature: Double) throws -> String {
    let map = try FocalTemperatureMap(temperature: temperature, gamma: 0)
    let isCalibrated = temperature == 1
    let truth = try population(map)
    let outcomes = try Trials.map(trialCount) { trial in
      let data = try model.draw(rowCount: rowCount, trial: trial)[0]
      let evaluation = try Evaluation(
        of: map,
        on: data,
        options: EvaluationOptions(resampleCount: resampleCount, interval: .bca)
      )
      return Self.metrics.map { Outcome(evaluation[$0]) }
    }
    var lines = [
      "| metric | true value | mean of the values | percentile | BCa |",
      "| --- | ---: | ---: | ---: | ---: |",
    ]
    for (index, metric) in Self.metrics.enumerated() {
      let isZero = isCalibrated && Self.errors.contains(metric)
      let value = isZero ? 0 : truth.evaluation[metric].value
      lines.append(Self.line(metric.name, value, outcomes.map { $0[index] }))
    }
    let smooth = try Trials.map(smoothTrialCount) { trial in
      let rows = try EvaluatedRows(of: map, on: model.draw(rowCount: rowCount, trial: trial)[0])
      let options = try EvaluationOptions(resampleCount: resampleCount / 2, interval: .bca)
      return Outcome(rows.estimate(options: options) { $0.smoothCalibrationError })
    }
    lines.append(Self.line("Smooth ECE", isCalibrated ? 0 : truth.smooth, smooth))
    return lines.joined(separator: "\n")
  }

  /// The metrics on very many rows.
  private func population(_ map: FocalTemperatureMap) throws -> (evaluation: Evaluation, smooth: Double) {
    let data = try model.draw(rowCount: 1_000_000, trial: SimulatedModel.populationTrial)[0]
    return (
      try Evaluation(of: map, on: data, options: EvaluationOptions(resampleCount: 1)),
      try EvaluatedRows(of: map, on: data).smoothCalibrationError
    )
  }

  private static func line(_ name: String, _ truth: Double, _ outcomes: [Outcome]) -> String {
    let mean = outcomes.reduce(0) { $0 + $1.value } / Double(outcomes.count)
    return [
      "| \(name)",
      truth.fixed(4),
      mean.fixed(4),
      Rate(outcomes.map { $0.percentile.contains(truth) }).text,
      Rate(outcomes.map { $0.bca.contains(truth) }).text + " |",
    ].joined(separator: " | ")
  }
}
