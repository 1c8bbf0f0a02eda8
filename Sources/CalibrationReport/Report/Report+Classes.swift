import Calibration

extension Report {
  /// The calibration of each class.
  var classSection: ReportSection {
    let diagrams = shown.map { index in
      ClasswiseDiagram(
        title: "By class, \(comparison.maps[index].name)",
        reliability: comparison.maps[index].evaluation.classwiseReliability,
        classNames: classNames
      )
    }
    return ReportSection(
      "classes",
      "Classes",
      [
        .paragraph(
          "Each class by its own probability over all rows. Orange: the probability is higher than the class is frequent; blue: lower.\(rows.classCount == 2 ? " Of two classes one mirrors the other." : "")"
        ),
        // The rows of a heat map are its classes: no scale to have in common.
        .charts(diagrams.map(\.chart)),
        .charts(
          Chart.withCommonScales(
            zip(shown, diagrams).map { index, diagram in
              var chart = ClassConfidenceDiagram(diagram).chart
              chart.title = "Too high and too low, \(comparison.maps[index].name)"
              return chart
            }
          )
        ),
        .details("Numbers of the worst classes", zip(shown, diagrams).map { .table(table($0, $1)) }),
      ]
    )
  }

  private func table(_ index: Int, _ diagram: ClasswiseDiagram) -> ReportTable {
    var table = ReportTable(
      comparison.maps[index].name,
      header: ["Class", "Frequency %", "Mean probability %", "ECE", "Too high", "Too low"],
      isSortable: true
    )
    for entry in diagram.worst {
      table.add(
        [ReportTable.Cell(className(entry.classIndex))]
          + [entry.frequency, entry.meanProbability].map {
            ReportTable.Cell(Numbers.percent($0), value: $0)
          }
          + [entry.calibrationError, entry.overconfidence, entry.underconfidence].map {
            ReportTable.Cell(Numbers.fixed($0, 4), value: $0)
          }
      )
    }
    return table
  }
}
