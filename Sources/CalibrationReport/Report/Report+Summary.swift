import Calibration

extension Report {
  /// What the report shows, in a few sentences: the first says how calibrated the scores are as they came.
  public var summary: [String] {
    [stateBefore, changeByBest, againstBaseline, stateAfter, remarks].compactMap { $0 }
  }

  /// How confident and how right, before any map.
  private var stateBefore: String {
    let evaluation = comparison.maps[before].evaluation
    let subject =
      comparison.maps[before].map == nil ? "The model" : "With \(comparison.maps[before].name) it"
    let right = Numbers.percent(evaluation[.accuracy].value, 1)
    let confident = Numbers.percent(evaluation[.meanConfidence].value, 1)
    let gap = evaluation[.confidenceGap]
    let verdict =
      if gap.interval.contains(0) {
        "on the whole neither too confident nor too little, as far as these rows can tell"
      } else {
        "\(gap.value > 0 ? "over" : "under")-confident by \(Numbers.percent(abs(gap.value), 1)) points"
      }
    return
      "\(subject) is right on \(right) % of \(rowText) and \(confident) % confident on average: \(verdict). \(errorText(before))"
  }

  /// The calibration error with what chance would make of it.
  private func errorText(_ index: Int) -> String {
    let test = findings[index].consistency
    let interval = comparison.maps[index].evaluation[.expectedCalibrationError].interval
    let error =
      "Its calibration error (ECE) is \(Numbers.fixed(test.value, 4)) (\(levelText) interval \(interval.text(4)))"
    let chance =
      "a calibrated model would show \(Numbers.fixed(test.expected, 4)) on such rows by chance"
    return isRefuted(test)
      ? "\(error); \(chance)." : "\(error); that is no more than chance: \(chance)."
  }

  /// Whether the hypothesis of calibration is given up at the report's level.
  private func isRefuted(_ test: ConsistencyTest) -> Bool {
    test.pValue <= (1 - comparison.evaluationOptions.level) * (1 + 1e-12)
  }

  /// What the best map changes, and whether that is larger than its noise.
  private var changeByBest: String? {
    guard let after else { return nil }
    let best = comparison.maps[after]
    let parameters = best.shortParameterText
    let name = parameters.isEmpty ? best.name : "\(best.name) (\(parameters))"
    let changes = [comparison.metrics[0], .expectedCalibrationError].uniqued().map {
      change($0, of: after, against: before)
    }
    return
      "The best map by \(comparison.metrics[0].name) is \(name): \(changes.joined(separator: "; "))."
  }

  /// The best map against temperature scaling.
  private var againstBaseline: String? {
    guard let after, comparison.baseline != after, comparison.baseline != before else { return nil }
    let name = comparison.maps[comparison.baseline].name
    let text = change(comparison.metrics[0], of: after, against: comparison.baseline)
    let tied = comparison.comparisons[0].tied.subtracting([after]).sorted()
      .map { comparison.maps[$0].name }
    let ties =
      tied.isEmpty
      ? ""
      : " These rows cannot tell it from \(tied.formattedList); the simplest of them is the safer choice."
    return "Against \(name), \(text).\(ties)"
  }

  /// A change of a metric, with its interval and a verdict.
  private func change(_ metric: Metric, of index: Int, against other: Int) -> String {
    let values = [other, index].map { metric.text(comparison.maps[$0].evaluation[metric].value) }
    let pair = try? PairedComparison(
      metric,
      of: comparison.maps[index].evaluation,
      against: comparison.maps[other].evaluation
    )
    let interval = pair.map { ", difference \($0.interval.text(4))" } ?? ""
    let differs =
      comparison.comparisons.first { $0.metric == metric }?.differ(index, other)
      ?? pair?.isLargerThanNoise ?? false
    return
      "\(metric.name) goes from \(values[0]) to \(values[1])\(interval), \(differs ? "which is more than noise" : "which may be noise")"
  }

  /// Whether anything is left to calibrate.
  private var stateAfter: String? {
    guard let after else { return nil }
    let test = findings[after].consistency
    return isRefuted(test)
      ? "Even with it the model is not calibrated: the ECE that is left, \(Numbers.fixed(test.value, 4)), is more than the \(Numbers.fixed(test.upper, 4)) that chance makes of a calibrated model in \(levelText) of cases."
      : "With it nothing is left that these rows could show: the ECE that is left, \(Numbers.fixed(test.value, 4)), is what chance makes of a calibrated model (\(Numbers.fixed(test.expected, 4)) on average)."
  }

  /// How temperature and γ are related here.
  private var remarks: String? {
    guard focal.optimum.gamma != 0 else { return nil }
    return
      "Of temperature and γ, the data ask for T = \(Numbers.fixed(focal.optimum.temperature, 3)) and γ = \(Numbers.fixed(focal.optimum.gamma, 3)); the single temperature nearest to that map is \(Numbers.fixed(focal.nearest.map.temperature, 3)), \(Numbers.short(focal.nearest.deviation)) nats away."
  }

  var levelText: String { "\(Numbers.plain(comparison.evaluationOptions.level * 100)) %" }

  var rowText: String { "\(Numbers.grouped(rows.rowCount)) rows" }
}

extension ConfidenceInterval {
  /// Both ends with some decimals; a minus sign keeps its own place.
  func text(_ digits: Int) -> String {
    "\(Numbers.fixed(lower, digits)) to \(Numbers.fixed(upper, digits))"
  }
}

extension [Metric] {
  func uniqued() -> [Metric] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension [String] {
  /// a, b and c.
  var formattedList: String {
    count < 2 ? first ?? "" : "\(dropLast().joined(separator: ", ")) and \(self[count - 1])"
  }
}
