import Calibration

extension Report {
  /// What there is to know, before anything else.
  var summarySection: ReportSection {
    let sentences = summary
    var blocks: [ReportSection.Block] = [.lead(sentences[0])]
    if sentences.count > 1 { blocks.append(.list(Array(sentences.dropFirst()))) }
    blocks += cautions.map { .warning($0) }
    blocks += comparison.warnings.map { .warning("\($0.names.formattedList): \($0.text)") }
    return ReportSection("summary", "Summary", blocks)
  }

  /// All maps beside each other.
  var comparisonSection: ReportSection {
    var blocks: [ReportSection.Block] = [.table(mapTable), .paragraph(marks)]
    if comparison.maps.count > 1 {
      blocks.append(.charts([comparison.metrics[0], .evaluated(.expectedCalibrationError)].uniqued().map(intervals)))
      blocks += [.table(differenceTable), .paragraph(differenceNote)]
    }
    if comparison.bestMap != nil { blocks.append(.table(parameterTable)) }
    blocks.append(.details("All metrics, with intervals", [.table(metricTable)]))
    return ReportSection("comparison", "Comparison", blocks)
  }

  private var mapTable: ReportTable {
    let metrics = comparison.metrics
    var table = ReportTable(
      "Evaluated on \(rowText)",
      header: ["Map", metrics[0].heading, "\(levelText) interval"]
        + metrics.dropFirst().map(\.heading) + ["Fit"],
      isSortable: true
    )
    for (index, map) in comparison.maps.enumerated() {
      var cells = zip(metrics, comparison.comparisons).map { metric, comparison in
        let value = comparison.estimates[index].value
        return ReportTable.Cell(
          metric.text(value),
          value: value,
          emphasis: comparison.best.contains(index)
            ? .best : comparison.tied.contains(index) ? .tied : nil
        )
      }
      let interval = comparison.comparisons[0].estimates[index].interval
      cells.insert(ReportTable.Cell(metrics[0].text(interval), value: interval.lower), at: 1)
      let seconds = map.fit?.seconds
      table.add(
        [ReportTable.Cell(map.name)] + cells
          + [ReportTable.Cell(seconds.map { Numbers.duration(seconds: $0) } ?? "", value: seconds)]
      )
    }
    return table
  }

  private var parameterTable: ReportTable {
    var table = ReportTable(
      "Parameters, with standard errors where the data determine them",
      header: ["Map", "Parameters"],
      wordColumns: [1]
    )
    for map in comparison.maps where map.map != nil {
      table.add([
        ReportTable.Cell(map.name), ReportTable.Cell(Numbers.typographic(map.parameterText)),
      ])
    }
    return table
  }

  /// All maps with the intervals of a metric.
  private func intervals(_ metric: ComparedMetric) -> Chart {
    let index = comparison.metrics.firstIndex(of: metric)
    return IntervalDiagram(
      title: "\(metric.name) with \(levelText) intervals",
      quantity: metric.name,
      entries: comparison.maps.enumerated().compactMap { place, map in
        map.estimate(metric).map { estimate in
          IntervalDiagram.Entry(
            map.name,
            estimate,
            isHighlighted: index.map { comparison.comparisons[$0].best.contains(place) } ?? false
          )
        }
      },
      digits: metric.digits
    ).chart
  }

  private var marks: String {
    let test = comparison.options.pairedTest.name
    let options = comparison.evaluationOptions
    return
      "* is the best of a column, = is not distinguishable from it (\(test) of all pairs, \(comparison.options.correction.name)). Intervals are of \(Numbers.grouped(options.resampleCount)) bootstrap resamples, seed \(options.seed). EM-ECE and CW-ECE are equal-mass and class-wise ECE, all with \(options.binCount) bins; noise raises them, and resampling adds noise, so an interval may lie above its value."
  }

  private var differenceTable: ReportTable {
    let wanted = [
      comparison.metrics[0], .evaluated(.expectedCalibrationError),
      .evaluated(.negativeLogLikelihood),
    ].uniqued().prefix(2)
    let shown = zip(comparison.metrics, comparison.comparisons).filter { wanted.contains($0.0) }
    var table = ReportTable(
      "Differences to \(comparison.maps[comparison.baseline].name), with \(levelText) intervals and corrected p-values",
      header: ["Map"] + shown.flatMap { [$0.0.name, "interval", "p"] },
      isSortable: true
    )
    for (index, map) in comparison.maps.enumerated() where index != comparison.baseline {
      table.add(
        [ReportTable.Cell(map.name)]
          + shown.flatMap { metric, test -> [ReportTable.Cell] in
            guard let pair = comparison.difference(metric, of: index) else { return [] }
            let p = test.adjustedPValue(index, comparison.baseline)
            return [
              ReportTable.Cell(
                Numbers.signed(pair.difference, metric.digits) + mark(test, index, pair.difference),
                value: pair.difference
              ),
              ReportTable.Cell(pair.interval.text(digits: metric.digits), value: pair.interval.lower),
              ReportTable.Cell(Numbers.fixed(p, 3), value: p),
            ]
          }
      )
    }
    return table
  }

  private func mark(_ test: MultipleComparison, _ index: Int, _ difference: Double) -> String {
    guard test.differ(index, comparison.baseline) else { return "" }
    return (difference < 0) == test.lowerIsBetter ? " better" : " worse"
  }

  private var differenceNote: String {
    "A difference without a word is no larger than its noise. Both maps of a pair are resampled with the same rows, so that noise that they share cancels."
  }

  private var metricTable: ReportTable {
    var table = ReportTable(header: ["Metric"] + comparison.maps.flatMap { [$0.name, "\(levelText) interval"] })
    for metric in Metric.allCases {
      table.add(
        [ReportTable.Cell(metric.heading)]
          + comparison.maps.flatMap { map in
            let estimate = map.evaluation[metric]
            return [
              ReportTable.Cell(metric.text(estimate.value), value: estimate.value),
              ReportTable.Cell(estimate.interval, metric),
            ]
          }
      )
    }
    for metric in comparison.options.slowMetrics {
      table.add(
        [ReportTable.Cell(metric.name)]
          + comparison.maps.compactMap { $0.slowEstimates[metric] }.flatMap { estimate in
            [
              ReportTable.Cell(metric.text(estimate.value), value: estimate.value),
              ReportTable.Cell(metric.text(estimate.interval), value: estimate.interval.lower),
            ]
          }
      )
    }
    return table
  }

  /// Groups of rows, where there are several.
  var groupSection: ReportSection? {
    // One group alone has nothing to be compared with.
    let shown = shown.filter { (comparison.maps[$0].groups?.groups.count ?? 0) > 1 }
    guard !shown.isEmpty else { return nil }
    let metrics = GroupReport.shownMetrics
    var blocks: [ReportSection.Block] = []
    for index in shown {
      guard let groups = comparison.maps[index].groups else { continue }
      var table = ReportTable(
        comparison.maps[index].name,
        header: ["Group", "Rows"]
          + metrics.map(\.heading) + ["ECE, \(levelText) interval"],
        isSortable: true
      )
      for group in groups.groups {
        let count = group.evaluation.rowCount
        let interval = group.evaluation[.expectedCalibrationError].interval
        table.add(
          [
            ReportTable.Cell(group.name),
            ReportTable.Cell(Numbers.grouped(count) + (group.isSmall ? "†" : ""), value: Double(count)),
          ]
            + metrics.map {
              let value = group.evaluation[$0].value
              return ReportTable.Cell($0.text(value), value: value)
            } + [ReportTable.Cell(interval, .expectedCalibrationError)]
        )
      }
      let isLong = groups.groups.count > Self.groupLimit
      blocks.append(
        isLong
          ? .details("All groups, \(comparison.maps[index].name)", [.table(table)]) : .table(table)
      )
      blocks.append(.paragraph(groupNote(groups)))
    }
    blocks.insert(.charts(Chart.withCommonScales(shown.compactMap(groupIntervals))), at: 0)
    return ReportSection("groups", "Groups", blocks)
  }

  /// The most groups that a chart shows.
  private static let groupLimit = 20

  /// The groups with the intervals of their calibration errors: all, or those with the largest errors.
  private func groupIntervals(_ index: Int) -> Chart? {
    let map = comparison.maps[index]
    return map.groups.map { groups in
      let entries = groups.groups.map {
        IntervalDiagram.Entry($0.name, $0.evaluation[.expectedCalibrationError])
      }
      let isLong = entries.count > Self.groupLimit
      return IntervalDiagram(
        title: "ECE by group, \(map.name)",
        subtitle: isLong
          ? "the \(Self.groupLimit) of \(entries.count) groups with the largest errors" : "",
        quantity: "ECE",
        entries: isLong
          ? Array(entries.sorted { $0.value > $1.value }.prefix(Self.groupLimit)) : entries,
        reference: map.evaluation[.expectedCalibrationError].value,
        referenceName: "all rows"
      ).chart
    }
  }

  private func groupNote(_ groups: GroupwiseEvaluation) -> String {
    var sentences: [String] = []
    if let worst = groups.worst(by: .expectedCalibrationError) {
      sentences.append("The worst group by ECE is \(worst.name).")
    }
    if let difference = groups.differences?[.expectedCalibrationError] {
      sentences.append(
        "If groups did not differ, chance would still make differences as large as these in ECE with p = \(Numbers.fixed(difference.pValue, 4))."
      )
    }
    if groups.groups.contains(where: \.isSmall) {
      sentences.append("† has fewer than ten rows for each bin: much of its calibration error is noise.")
    }
    return sentences.joined(separator: " ")
  }
}
