import Calibration

extension Report {
  /// The calibration of each of several independent labels.
  var labelSection: ReportSection? {
    let evaluations = shown.compactMap { index in
      findings[index].labels.map { (name: comparison.maps[index].name, labels: $0) }
    }
    guard !evaluations.isEmpty else { return nil }
    return ReportSection(
      "labels",
      "Labels",
      [
        .paragraph("Each label by the probability that it is present, those with the largest calibration error first."),
        .charts(Chart.withCommonScales(evaluations.map { labelIntervals($0.name, $0.labels) })),
        .details("Numbers of the worst labels", evaluations.map { .table(labelTable($0.name, $0.labels)) }),
      ]
    )
  }

  /// The most labels that are shown.
  private static let labelLimit = 20

  /// The labels with the largest errors, the worst first.
  private func worst(
    _ evaluation: MultilabelEvaluation
  ) -> ArraySlice<(name: String, label: MultilabelEvaluation.Label)> {
    evaluation.labels.enumerated().map { (labelName($0.offset), $0.element) }
      .sorted { $0.label.calibrationError.value > $1.label.calibrationError.value }
      .prefix(Self.labelLimit)
  }

  private func labelIntervals(_ name: String, _ evaluation: MultilabelEvaluation) -> Chart {
    let shown = worst(evaluation)
    return IntervalDiagram(
      title: "ECE by label, \(name)",
      subtitle: "\(shown.count) of \(evaluation.labels.count) labels with \(levelText) intervals",
      quantity: "ECE",
      entries: shown.map { IntervalDiagram.Entry($0.name, $0.label.calibrationError) },
      reference: evaluation.macroCalibrationError.value,
      referenceName: "mean over labels"
    ).chart
  }

  private func labelTable(_ name: String, _ evaluation: MultilabelEvaluation) -> ReportTable {
    var table = ReportTable(
      name,
      header: [
        "Label", "Frequency %", "Mean probability %", "NLL", "Brier", "ECE",
        "\(levelText) interval",
      ],
      isSortable: true
    )
    for (name, label) in worst(evaluation) {
      table.add(
        [ReportTable.Cell(name)]
          + [label.frequency, label.meanProbability].map {
            ReportTable.Cell(Numbers.percent($0), value: $0)
          }
          + [label.negativeLogLikelihood, label.brierScore, label.calibrationError].map {
            ReportTable.Cell(Numbers.fixed($0.value, 4), value: $0.value)
          }
          + [ReportTable.Cell(label.calibrationError.interval, .expectedCalibrationError)]
      )
    }
    return table
  }
}
