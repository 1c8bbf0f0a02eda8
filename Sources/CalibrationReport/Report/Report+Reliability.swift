import Calibration

extension Report {
  /// Accuracy against confidence, before and after.
  var reliabilitySection: ReportSection {
    let others = comparison.maps.indices.filter { !shown.contains($0) }
    var blocks: [ReportSection.Block] = [
      .paragraph(
        "On the diagonal, a confidence of 80 % is right in 80 % of cases; points below it are over-confident. Each bin has its 95 % interval. The line needs no bins: it is the CORP curve, and the band is where that of a calibrated model with these confidences would lie in \(levelText) of cases."
      ),
      .charts(Chart.withCommonScales(shown.map { reliability($0) })),
      .details("Numbers of the bins", shown.map { .table(binTable($0)) }),
      .charts(
        Chart.withCommonScales(
          shown.map { index in
            ConfidenceHistogram(
              title: "Confidence, \(comparison.maps[index].name)",
              bins: comparison.maps[index].evaluation.reliability
            ).chart
          }
        )
      ),
    ]
    if !others.isEmpty {
      blocks.append(.details("The other maps", [.charts(others.map { reliability($0, isSmall: true) }, .grid)]))
    }
    return ReportSection("reliability", "Reliability", blocks)
  }

  private func reliability(_ index: Int, isSmall: Bool = false) -> Chart {
    let map = comparison.maps[index]
    let curve = ReliabilityDiagram.Curve(
      map.name,
      bins: map.evaluation.reliability,
      isotonic: findings[index].isotonic,
      band: findings[index].band
    )
    return ReliabilityDiagram(title: map.name, curves: [curve], isSmall: isSmall).chart
  }

  private func binTable(_ index: Int) -> ReportTable {
    let map = comparison.maps[index]
    var table = ReportTable(
      map.name,
      header: ["Confidence", "Rows", "Mean confidence", "Accuracy", "95 % interval", "Gap"]
    )
    for bin in map.evaluation.reliability.bins {
      guard let confidence = bin.meanConfidence, let accuracy = bin.accuracy, let gap = bin.gap,
        let interval = bin.accuracyInterval
      else { continue }
      table.add([
        ReportTable.Cell("\(Numbers.fixed(bin.lowerEdge, 3))–\(Numbers.fixed(bin.upperEdge, 3))"),
        ReportTable.Cell(BinText.number(bin.weight), value: bin.weight),
        ReportTable.Cell(Numbers.fixed(confidence, 4), value: confidence),
        ReportTable.Cell(Numbers.fixed(accuracy, 4), value: accuracy),
        ReportTable.Cell(
          "\(Numbers.fixed(interval.lower, 4))–\(Numbers.fixed(interval.upper, 4))",
          value: interval.lower
        ),
        ReportTable.Cell(Numbers.signed(gap, 4), value: gap),
      ])
    }
    return table
  }

  /// What a model gains that may abstain.
  var riskSection: ReportSection {
    let curves = shown.map {
      RiskCoverageDiagram.Curve(comparison.maps[$0].name, risks: findings[$0].risks)
    }
    return ReportSection(
      "risk",
      "Risk and coverage",
      [
        .paragraph(
          "If the model answers only where it is most confident, this is how often it errs. Maps that keep the order of confidences do not change it."
        ),
        .charts([RiskCoverageDiagram(curves: curves).chart]),
      ]
    )
  }
}
