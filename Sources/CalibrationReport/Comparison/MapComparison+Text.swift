import Calibration

extension MapComparison {
  /// Everything but the verdict as text for a terminal.
  ///
  /// - Parameter width: The columns that tables and lines may take; only what cannot be broken takes more.
  package func text(width: Int = 80) -> String {
    ([
      methodTable(width), notes.flatMap { WrappedText.lines($0, width: width, indent: 2) },
      differenceTable(width), fitTable(width), groupTable(width), warningLines(width),
    ] as [[String]]).filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n")
  }

  /// The level of intervals: 95 %.
  var levelText: String { "\(Numbers.plain(evaluationOptions.level * 100)) %" }

  private func methodTable(_ width: Int) -> [String] {
    var table = TextTable(
      header: ["method", metrics[0].heading + " ", levelText]
        + metrics.dropFirst().map { $0.heading + " " }
    )
    for (index, entry) in maps.enumerated() {
      var cells = zip(metrics, comparisons).map { metric, comparison in
        metric.text(comparison.estimates[index].value)
          + (comparison.best.contains(index) ? "*" : comparison.tied.contains(index) ? "=" : " ")
      }
      cells.insert(metrics[0].text(comparisons[0].estimates[index].interval), at: 1)
      table.add([entry.name] + cells)
    }
    return table.lines(width: width, joined: [2])
  }

  private var notes: [String] {
    var notes = [
      "* best, = not distinguishable from it (\(options.pairedTest.name) of all pairs, \(options.correction.name))",
      "\(levelText): interval (\(Numbers.grouped(evaluationOptions.resampleCount)) resamples, seed \(evaluationOptions.seed))",
    ]
    let abbreviated = metrics.filter { $0.heading != $0.name && $0.heading.hasSuffix("ECE") }
    if !abbreviated.isEmpty {
      let names = abbreviated.map { "\($0.heading): \($0.nameInSentence)" }
      notes.append(names.joined(separator: "; "))
    }
    if comparisons[0].estimates.contains(where: \.isBelowItsInterval) {
      notes.append(biasNote)
    }
    return notes
  }

  /// A table of the differences, with a mark on those that are larger than their noise.
  private func differenceTable(_ width: Int) -> [String] {
    guard maps.count > 1 else { return [] }
    var table = TextTable(header: [""] + metrics.map { $0.heading + " " })
    for (index, entry) in maps.enumerated() where index != baseline {
      table.add([entry.name] + zip(metrics, comparisons).map { cell(index, $0, $1) })
    }
    let title =
      "Differences to \(maps[baseline].name) (+ better, ! worse, in parentheses: no larger than the noise)"
    return WrappedText.lines(title, width: width, indent: 2) + table.lines(width: width)
  }

  private func cell(_ index: Int, _ metric: ComparedMetric, _ comparison: MultipleComparison) -> String {
    let value = comparison.estimates[index].value - comparison.estimates[baseline].value
    let digits = metric.text(value)
    let text = digits.hasPrefix("-") ? digits : "+\(digits)"
    guard comparison.differ(index, baseline) else { return "(\(text))" }
    return text + ((value < 0) == metric.lowerIsBetter ? " +" : " !")
  }

  /// What was fitted, and how long it took.
  private func fitTable(_ width: Int) -> [String] {
    let fitted = maps.filter { $0.map != nil }
    guard !fitted.isEmpty else { return [] }
    let isTimed = fitted.contains { $0.fit?.seconds != nil }
    var table = TextTable(header: isTimed ? ["map", "fit", "parameters"] : ["map", "parameters"], rightAligned: false)
    for entry in fitted {
      let time = entry.fit?.seconds.map { Numbers.duration(seconds: $0) } ?? ""
      table.add([entry.name] + (isTimed ? [time] : []) + [entry.shortParameterText])
    }
    let note = isTimed ? ["fit: time to fit, while other methods were fitted"] : []
    return table.lines(wrappingLastColumnTo: width) + note
  }

  /// The worst group of each method.
  private func groupTable(_ width: Int) -> [String] {
    let metrics: [Metric] = [.negativeLogLikelihood, .expectedCalibrationError]
    guard maps.contains(where: { $0.groups != nil }) else { return [] }
    var table = TextTable(header: ["worst group"] + metrics.flatMap { [$0.name, "group", "p"] })
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
    return table.lines(width: width, joined: [2, 3, 5, 6])
      + WrappedText.lines(
        "p: that groups differ in the metric by chance alone (permutation of the groups)",
        width: width,
        indent: 2
      )
  }

  private func warningLines(_ width: Int) -> [String] {
    warnings.flatMap { warning in
      WrappedText.lines("warning: \(warning.names.joined(separator: ", ")): \(warning.text)", width: width, indent: 2)
    }
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
