import Calibration

extension Report {
  /// What the report shows, in a few sentences: the first is the verdict, the second says how calibrated the
  /// uncalibrated scores are.
  public var summary: [String] {
    [
      comparison.verdict.description, stateBefore, changeByShown, againstBaseline, equals,
      stateAfter, remarks,
    ].compactMap { $0 }
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
        "on the whole neither too confident nor too little, as far as these rows show"
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
      "Its calibration error (ECE) is \(Numbers.fixed(test.value, 4)) (\(levelText) interval \(interval.text(digits: 4)))"
    let chance =
      "a calibrated model would show \(Numbers.fixed(test.expected, 4)) on such rows by chance"
    return isRefuted(test)
      ? "\(error); \(chance)." : "\(error); that is no more than chance: \(chance)."
  }

  /// Whether the hypothesis of calibration is given up at the report's level.
  private func isRefuted(_ test: ConsistencyTest) -> Bool {
    test.pValue <= (1 - comparison.evaluationOptions.level) * (1 + 1e-12)
  }

  /// What the map that is shown changes, and whether that is larger than its noise.
  private var changeByShown: String? {
    guard let after else { return nil }
    let map = comparison.maps[after]
    let metric = comparison.metrics[0]
    let parameters = Numbers.typographic(map.shortParameterText)
    let name = parameters.isEmpty ? map.name : "\(map.name) (\(parameters))"
    let changes = [metric, .evaluated(.expectedCalibrationError)].uniqued().map {
      change($0, of: after, against: before)
    }.joined(separator: "; ")
    return "With \(name) \(changes)."
  }

  /// The map that is shown against temperature scaling.
  private var againstBaseline: String? {
    guard let after, comparison.baseline != after, comparison.baseline != before else { return nil }
    let name = comparison.maps[comparison.baseline].name
    return
      "Compared with \(name), \(change(comparison.metrics[0], of: after, against: comparison.baseline))."
  }

  /// The maps that are not distinguishable from the best one, as long as there are resamples enough to distinguish any.
  private var equals: String? {
    guard comparison.resamplesNeeded == nil, !comparison.hasFewRows,
      let best = comparison.comparisons[0].best.min()
    else { return nil }
    let tied = comparison.comparisons[0].tied.sorted().map { comparison.maps[$0].name }
    guard !tied.isEmpty else { return nil }
    let others =
      tied.count == comparison.maps.count - 1 && tied.count > 1
      ? "any other"
      : tied.count > 4
        ? "\(tied.count) others, marked = in the comparison" : tied.formattedList(before: "or")
    return
      "By \(comparison.metrics[0].nameInSentence) \(comparison.maps[best].name) is best, but not distinguishable from \(others)."
  }

  /// A change of a metric, with the interval of the difference and a verdict.
  private func change(_ metric: ComparedMetric, of index: Int, against other: Int) -> String {
    let values = [other, index].map { index in
      let estimate = comparison.maps[index].estimate(metric)
      return Numbers.typographic(estimate.map { metric.text($0.value) } ?? "")
    }
    let pair = comparison.difference(metric, of: index, against: other)
    let differs =
      comparison.metrics.firstIndex(of: metric).map {
        comparison.comparisons[$0].differ(index, other)
      } ?? pair?.isLargerThanNoise ?? false
    if values[0] == values[1], !differs { return "\(metric.name) stays at \(values[0])" }
    let interval = pair.map { ", difference \($0.interval.text(digits: metric.digits))" } ?? ""
    return
      "\(metric.name) goes from \(values[0]) to \(values[1])\(interval), \(verdict(differs, pair))"
  }

  private func verdict(_ differs: Bool, _ pair: PairedComparison?) -> String {
    if comparison.hasFewRows { return "on too few rows to say more" }
    if differs { return "which is more than noise" }
    guard let pair, pair.isLargerThanNoise else { return "which may be noise" }
    let pairs = comparison.maps.count * (comparison.maps.count - 1) / 2
    return "which is more than noise for this pair alone, not for all \(pairs) pairs"
  }

  /// Whether anything is left to calibrate.
  private var stateAfter: String? {
    guard let after else { return nil }
    let test = findings[after].consistency
    return isRefuted(test)
      ? "Even with it the model is not calibrated: the ECE that is left, \(Numbers.fixed(test.value, 4)), is more than the \(Numbers.fixed(test.upper, 4)) that chance makes of a calibrated model in \(levelText) of cases."
      : "With it no miscalibration is left that these rows could show: the ECE is \(Numbers.fixed(test.value, 4)), and chance alone makes \(Numbers.fixed(test.expected, 4)) of a calibrated model on average."
  }

  /// How temperature and γ are related here; `nil` where the data do not ask for any.
  private var remarks: String? {
    guard !focal.isUndetermined else { return nil }
    let rows = focal.isFittingData ? "the rows fitted to" : "these rows"
    let temperature = Numbers.fixed(focal.optimum.temperature, 3)
    let gamma = Numbers.typographic(Numbers.fixed(focal.optimum.gamma, 3))
    guard gamma != "0.000" else {
      return "Of temperature and γ, \(rows) ask for temperature alone: T = \(temperature), γ = 0."
    }
    return
      "Of temperature and γ, \(rows) ask for T = \(temperature) and γ = \(gamma); the nearest map of temperature alone has T = \(Numbers.fixed(focal.nearest.map.temperature, 3)) and is \(focal.divergenceText) away on the rows that are evaluated."
  }

  /// What has to be known before the numbers are trusted, beyond what is said of fits.
  var cautions: [String] {
    var cautions: [String] = []
    if comparison.hasFewRows {
      let count = comparison.exampleCount
      cautions.append(
        "\(Numbers.counted(count, "row")) \(count == 1 ? "says" : "say") little about calibration; bootstrap intervals of fewer than \(MapComparison.fewestRows) rows are too narrow."
      )
    }
    if let needed = comparison.resamplesNeeded {
      cautions.append(
        "With so many maps no difference can be distinguished from noise by \(Numbers.grouped(comparison.evaluationOptions.resampleCount)) resamples: that takes \(Numbers.grouped(needed)) or more."
      )
    }
    return cautions
  }

  var levelText: String { comparison.levelText }

  /// The rows that are evaluated: 500 rows; of independent labels 2,400 outputs (400 rows of 6 labels).
  var rowText: String {
    let weighted = comparison.maps[comparison.baseline].side.data.weights == nil ? "" : "weighted "
    guard labelCount > 1 else { return Numbers.counted(rows.rowCount, "\(weighted)row") }
    let examples = Numbers.counted(rows.rowCount / labelCount, "\(weighted)row")
    return "\(Numbers.counted(rows.rowCount, "output")) (\(examples) of \(labelCount) labels)"
  }
}

extension ConfidenceInterval {
  /// Both ends, as words.
  func text(digits: Int) -> String {
    Numbers.typographic("\(Numbers.fixed(lower, digits)) to \(Numbers.fixed(upper, digits))")
  }
}

extension [ComparedMetric] {
  func uniqued() -> [ComparedMetric] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension [String] {
  /// a, b and c.
  var formattedList: String { formattedList(before: "and") }

  /// The same with another word before the last.
  func formattedList(before word: String) -> String {
    count < 2 ? first ?? "" : "\(dropLast().joined(separator: ", ")) \(word) \(self[count - 1])"
  }
}
