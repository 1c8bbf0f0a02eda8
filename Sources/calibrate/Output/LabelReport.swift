import Calibration
import CalibrationReport

/// The metrics of independent sigmoid outputs, label by label and over all labels.
struct LabelReport: Encodable {
  private let rows: Int
  private let nll: EstimateJSON
  private let brier: EstimateJSON
  private let macroEce: EstimateJSON
  private let microEce: EstimateJSON
  private let labels: [LabelJSON]
  private let evaluation: MultilabelEvaluation

  private enum CodingKeys: String, CodingKey {
    case rows, nll, brier, macroEce, microEce, labels
  }

  init(_ evaluation: MultilabelEvaluation) {
    self.evaluation = evaluation
    rows = evaluation.rowCount
    nll = EstimateJSON(evaluation.negativeLogLikelihood)
    brier = EstimateJSON(evaluation.brierScore)
    macroEce = EstimateJSON(evaluation.macroCalibrationError)
    microEce = EstimateJSON(evaluation.microCalibrationError)
    labels = LabelJSON.all(evaluation)
  }

  /// Labels that a table shows.
  private static let largestTable = 20

  func text(_ levelText: String) -> String {
    var all = TextTable(header: ["\nover labels", "value", levelText])
    for (name, estimate) in [
      ("NLL", evaluation.negativeLogLikelihood), ("Brier", evaluation.brierScore),
      ("ECE, mean over labels (macro)", evaluation.macroCalibrationError),
      ("ECE, all outputs together (micro)", evaluation.microCalibrationError),
    ] {
      all.add([name] + Self.cells(estimate))
    }
    let worst = evaluation.labels.enumerated().sorted {
      $0.element.calibrationError.value > $1.element.calibrationError.value
    }
    .prefix(Self.largestTable)
    let title =
      worst.count < evaluation.labels.count
      ? "\nworst \(worst.count) of \(Numbers.grouped(evaluation.labels.count)) labels" : "\nlabel"
    var each = TextTable(header: [title, "frequency %", "probability %", "NLL", "Brier", "ECE", levelText])
    for (index, label) in worst {
      each.add(
        [
          String(index), Numbers.percent(label.frequency), Numbers.percent(label.meanProbability),
          Numbers.fixed(label.negativeLogLikelihood.value, 4),
          Numbers.fixed(label.brierScore.value, 4),
        ] + Self.cells(label.calibrationError)
      )
    }
    return (all.lines() + each.lines()).joined(separator: "\n")
  }

  private static func cells(_ estimate: MetricEstimate) -> [String] {
    let interval = estimate.interval
    return [
      Numbers.fixed(estimate.value, 4),
      "\(Numbers.fixed(interval.lower, 4))–\(Numbers.fixed(interval.upper, 4))",
    ]
  }
}
