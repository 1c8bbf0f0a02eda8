import Calibration

/// How well each class is calibrated, by its own probability over all rows.
package struct ClassReport: Encodable {
  private struct ClassJSON: Encodable {
    let `class`: Int
    let frequency: Double
    let meanProbability: Double
    let ece: Double
    /// Missing but for the largest errors.
    let interval: [Double]?
    let overconfidence: Double
    let underconfidence: Double
  }

  private let evaluation: ClasswiseEvaluation

  package init(_ evaluation: ClasswiseEvaluation) {
    self.evaluation = evaluation
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      evaluation.classes.map {
        ClassJSON(
          class: $0.calibration.classIndex,
          frequency: $0.calibration.frequency,
          meanProbability: $0.calibration.meanProbability,
          ece: $0.calibration.calibrationError,
          interval: $0.estimate.map { EstimateJSON($0).interval },
          overconfidence: $0.calibration.overconfidence,
          underconfidence: $0.calibration.underconfidence
        )
      }
    )
  }

  /// A table of the classes that have intervals.
  package func text(_ levelText: String) -> String {
    let count = evaluation.classes.count
    let shown = evaluation.classes.prefix(ClasswiseEvaluation.estimateCount)
    let title =
      shown.count < count
      ? "\nworst \(shown.count) of \(Numbers.grouped(count)) classes" : "\nclass"
    var table = TextTable(header: [title, "frequency %", "probability %", "ECE", levelText, "too high", "too low"])
    for entry in shown {
      guard let estimate = entry.estimate else { continue }
      let calibration = entry.calibration
      table.add([
        String(calibration.classIndex), Numbers.percent(calibration.frequency),
        Numbers.percent(calibration.meanProbability), Numbers.fixed(estimate.value, 4),
        Metric.expectedCalibrationError.text(estimate.interval),
        Numbers.fixed(calibration.overconfidence, 4), Numbers.fixed(calibration.underconfidence, 4),
      ])
    }
    return table.lines().joined(separator: "\n")
  }
}
