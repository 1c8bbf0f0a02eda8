import Calibration

extension MapComparison {
  /// Everything as text for a terminal.
  package var text: String {
    ([
      methodTable, notes, [""], differenceTable, parameterLines, groupTable, warningLines,
    ] as [[String]]).flatMap { $0 }.joined(separator: "\n")
  }

  /// The level of intervals: 95 %.
  var levelText: String { "\(Numbers.plain(evaluationOptions.level * 100)) %" }

  private var methodTable: [String] {
    var table = TextTable(
      header: ["method", metrics[0].heading + " ", levelText]
        + metrics.dropFirst().map { $0.heading + " " } + ["fit"]
    )
    for (index, entry) in maps.enumerated() {
      var cells = zip(metrics, comparisons).map { metric, comparison in
        metric.text(comparison.estimates[index].value)
          + (comparison.best.contains(index) ? "*" : comparison.tied.contains(index) ? "=" : " ")
      }
      cells.insert(metrics[0].text(comparisons[0].estimates[index].interval), at: 1)
      table.add(
        [entry.name] + cells + [entry.fit?.seconds.map { Numbers.duration(seconds: $0) } ?? ""]
      )
    }
    return table.lines()
  }

  private var notes: [String] {
    var notes = [
      "* best, = not told from it (\(options.pairedTest.name) of all pairs, \(options.correction.name))",
      "\(levelText): interval (\(Numbers.grouped(evaluationOptions.resampleCount)) resamples, seed \(evaluationOptions.seed)); EM-ECE, CW-ECE: equal-mass and class-wise ECE",
      "fit: time to fit, while other methods were fitted",
    ]
    if comparisons[0].estimates.contains(where: \.isBelowItsInterval) {
      notes.append(biasNote)
    }
    return notes
  }

  /// A table of the differences, with a verdict on those that are larger than their noise.
  private var differenceTable: [String] {
    var table = TextTable(header: [""] + metrics.map { $0.heading + " " })
    for (index, entry) in maps.enumerated() where index != baseline {
      table.add([entry.name] + zip(metrics, comparisons).map { cell(index, $0, $1) })
    }
    let title =
      "Differences to \(maps[baseline].name) (+ better, ! worse, in parentheses: no larger than the noise)"
    return [title] + table.lines()
  }

  private func cell(
    _ index: Int,
    _ metric: ComparedMetric,
    _ comparison: MultipleComparison
  ) -> String {
    let value = comparison.estimates[index].value - comparison.estimates[baseline].value
    let digits = metric.text(value)
    let text = digits.hasPrefix("-") ? digits : "+\(digits)"
    guard comparison.differ(index, baseline) else { return "(\(text))" }
    return text + ((value < 0) == metric.lowerIsBetter ? " +" : " !")
  }

  private var parameterLines: [String] {
    var table = TextTable(header: ["parameters", ""], rightAligned: false)
    for entry in maps where entry.map != nil {
      table.add([entry.name, entry.shortParameterText])
    }
    return [""] + table.lines()
  }

  /// The worst group of each method.
  private var groupTable: [String] {
    let metrics: [Metric] = [.negativeLogLikelihood, .expectedCalibrationError]
    guard maps.contains(where: { $0.groups != nil }) else { return [] }
    var table = TextTable(
      header: ["worst group"] + metrics.flatMap { [$0.name, "group", "p"] }
    )
    for entry in maps {
      guard let groups = entry.groups else { continue }
      table.add(
        [entry.name]
          + metrics.flatMap { metric in
            let worst = groups.worst(by: metric)
            return [
              worst.map { metric.text($0.evaluation[metric].value) } ?? "",
              worst?.name ?? "",
              groups.differences?[metric].map { Numbers.fixed($0.pValue, 4) } ?? "",
            ]
          }
      )
    }
    return [""] + table.lines()
      + ["p: that groups differ in the metric by chance alone (permutation of the groups)"]
  }

  private var warningLines: [String] {
    warnings.map { "warning: \($0.names.joined(separator: ", ")): \($0.text)" }
  }
}

extension MapComparison.PairedTest {
  /// The name in a note.
  var name: String {
    switch self {
    case .bootstrap: "paired bootstrap"
    case .permutation: "permutation test"
    }
  }
}

extension MultiplicityCorrection {
  /// The name in a note.
  var name: String {
    switch self {
    case .holm: "Holm's correction"
    case .benjaminiHochberg: "Benjamini and Hochberg's correction"
    case .none: "uncorrected"
    }
  }
}

/// Why an interval may lie above its value.
package let biasNote =
  "Noise raises calibration errors, and resampling adds noise: an interval may lie above its value."

extension Evaluation {
  /// Whether a metric that people read is below its interval.
  package var hasIntervalAboveItsValue: Bool {
    MapComparison.usualMetrics.contains { self[$0].isBelowItsInterval }
  }
}

extension MetricEstimate {
  /// Whether the value is below its interval.
  var isBelowItsInterval: Bool { value < interval.lower }
}
