import Calibration

/// The metrics within groups, the worst group by each, and whether groups differ.
package struct GroupReport: Encodable {
  private struct GroupJSON: Encodable {
    let name: String
    let rows: Int
    let small: Bool
    let metrics: [String: EstimateJSON]
  }

  private struct DifferenceJSON: Encodable {
    let pValue: Double
    let adjustedPValue: Double
    let farthestGroup: String
    let standardDeviations: Double
  }

  private let groups: [GroupJSON]
  /// The name of the worst group by each metric.
  private let worst: [String: String]
  private let differences: [String: DifferenceJSON]
  private let evaluation: GroupwiseEvaluation

  private enum CodingKeys: String, CodingKey {
    case groups, worst, differences
  }

  package init(_ evaluation: GroupwiseEvaluation) {
    self.evaluation = evaluation
    groups = evaluation.groups.map {
      GroupJSON(
        name: $0.name,
        rows: $0.evaluation.rowCount,
        small: $0.isSmall,
        metrics: EstimateJSON.all($0.evaluation)
      )
    }
    worst = Dictionary(
      uniqueKeysWithValues: Metric.allCases.compactMap { metric in
        evaluation.worst(by: metric).map { (metric.rawValue, $0.name) }
      }
    )
    let tested = GroupDifferenceTest.metrics.compactMap { metric in
      evaluation.differences?[metric].map { (metric: metric, result: $0) }
    }
    let adjusted = MultiplicityCorrection.holm.adjusted(tested.map(\.result.pValue))
    differences = Dictionary(
      uniqueKeysWithValues: zip(tested, adjusted).map { test, adjusted in
        (
          test.metric.rawValue,
          DifferenceJSON(
            pValue: test.result.pValue,
            adjustedPValue: adjusted,
            farthestGroup: test.result.group,
            standardDeviations: test.result.distance
          )
        )
      }
    )
  }

  /// The metrics that tables of groups have room for.
  static let shownMetrics: [Metric] = [
    .accuracy, .negativeLogLikelihood, .expectedCalibrationError, .confidenceGap,
  ]

  package func text(_ levelText: String) -> String {
    ["", groupTable(levelText), worstText, differenceTable].joined(separator: "\n")
  }

  private func groupTable(_ levelText: String) -> String {
    var table = TextTable(
      header: ["group", "rows "]
        + Self.shownMetrics.flatMap { metric in
          metric == .negativeLogLikelihood || metric == .expectedCalibrationError
            ? [metric.heading, levelText] : [metric.heading]
        }
    )
    for group in evaluation.groups {
      let evaluation = group.evaluation
      table.add(
        [group.name, Numbers.grouped(evaluation.rowCount) + (group.isSmall ? "†" : " ")]
          + Self.shownMetrics.flatMap { metric in
            let value = metric.text(evaluation[metric].value)
            return metric == .negativeLogLikelihood || metric == .expectedCalibrationError
              ? [value, metric.text(evaluation[metric].interval)] : [value]
          }
      )
    }
    var lines = table.lines()
    if evaluation.groups.contains(where: \.isSmall) {
      lines.append(
        "† fewer than ten rows for each bin: much of the calibration error is noise; never named as the worst while there are larger groups"
      )
    }
    return lines.joined(separator: "\n")
  }

  private var worstText: String {
    let worst = [Metric.negativeLogLikelihood, .expectedCalibrationError].compactMap { metric in
      evaluation.worst(by: metric).map { "\($0.name) by \(metric.name)" }
    }
    return "Worst group: \(worst.joined(separator: ", "))."
  }

  private var differenceTable: String {
    guard !differences.isEmpty else { return "One group alone cannot differ." }
    var table = TextTable(header: ["\nDo groups differ?", "p", "p, corrected", "farthest", "standard deviations"])
    for metric in GroupDifferenceTest.metrics {
      guard let difference = differences[metric.rawValue] else { continue }
      table.add([
        metric.name, Numbers.fixed(difference.pValue, 4),
        Numbers.fixed(difference.adjustedPValue, 4), difference.farthestGroup,
        Numbers.fixed(difference.standardDeviations, 1),
      ])
    }
    return table.lines().joined(separator: "\n")
  }
}
