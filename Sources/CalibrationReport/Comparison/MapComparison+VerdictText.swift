import Calibration

extension MapComparison {
  /// A verdict in one sentence.
  func sentence(of index: Int?, _ reason: Verdict.Reason, rival: (method: Int, other: Int)?) -> String {
    let metric = metrics[0]
    let name = index.map { maps[$0].name } ?? ""
    let rivalName = rival.map { maps[$0.method].name } ?? ""
    switch reason {
    case .onlyMap:
      return "Deploy \(name): \(gainText(name, index))."
    case .simplest:
      return "Deploy \(name): \(gainText(name, index)); no other map is distinguishably better."
    case .simplerIsNoGain:
      return
        "Deploy \(name): \(gainText(name, index)); \(rivalName), the simpler map, is not distinguishable from the uncalibrated scores."
    case .simplerIsWorse:
      guard let rival, let index else { return "" }
      let simplerCount = maps.count { map in
        map.map.map { $0.parameterCount < (maps[index].map?.parameterCount ?? 0) } ?? false
      }
      let role = simplerCount > 1 ? "the best of the simpler maps" : "the simpler map"
      let than = rival.other == index ? "" : " than \(maps[rival.other].name)"
      return
        "Deploy \(name): \(gainText(name, index)); \(rivalName), \(role), is worse\(than) by \(amountText(metric, of: rival.method, against: rival.other, introduction: ""))."
    case .noMapIsBetter:
      guard let rival else { return "" }
      let change = changeText(metric, of: rival.method, against: rival.other)
      return mapCount == 1
        ? "Keep the uncalibrated scores: \(rivalName) is not distinguishably better; it \(change)\(pairText(rival.method, rival.other))."
        : "Keep the uncalibrated scores: no map is distinguishably better; the best, \(rivalName), \(change)\(pairText(rival.method, rival.other))."
    case .everyMapIsWorse:
      guard let rival else { return "" }
      let change = changeText(metric, of: rival.method, against: rival.other)
      return mapCount == 1
        ? "Keep the uncalibrated scores: \(rivalName) is worse; it \(change)."
        : "Keep the uncalibrated scores: every map is worse; even the best, \(rivalName), \(change)."
    case .nothingChanges:
      return mapCount == 1
        ? "Keep the uncalibrated scores: \(rivalName) does not change \(metric.nameInSentence)."
        : "Keep the uncalibrated scores: no map changes \(metric.nameInSentence)."
    case .nothingToCompare:
      return maps[0].map == nil
        ? "No verdict: only the uncalibrated scores were evaluated."
        : "No verdict: \(maps[0].name) was compared with nothing."
    case .tooFewRows:
      return
        "No verdict: \(Numbers.counted(exampleCount, "row")) \(exampleCount == 1 ? "is" : "are") too few to compare maps; take \(Self.fewestRows) at the least, and better hundreds."
    case .tooFewResamples:
      return
        "No verdict: \(Numbers.counted(evaluationOptions.resampleCount, "resample")) cannot distinguish \(maps.count) maps; that takes \(Numbers.grouped(resamplesNeeded ?? 0)) or more."
    case .metricHasNoDirection:
      return "No verdict: by \(metric.nameInSentence) no map is better than another."
    }
  }

  /// What a map gains over the uncalibrated scores.
  private func gainText(_ name: String, _ index: Int?) -> String {
    guard let index, let none = maps.firstIndex(where: { $0.map == nil }) else {
      return "the uncalibrated scores were not compared"
    }
    let noise = comparisons[0].differ(index, none) ? "" : ", which may be noise"
    return "it \(changeText(metrics[0], of: index, against: none))\(noise)"
  }

  /// Said of a change whose own interval excludes 0 though the correction leaves it within the noise.
  private func pairText(_ index: Int, _ other: Int) -> String {
    guard difference(metrics[0], of: index, against: other)?.isLargerThanNoise == true,
      !comparisons[0].differ(index, other)
    else { return "" }
    return
      ", more than noise for this pair alone but not among all \(maps.count * (maps.count - 1) / 2) pairs"
  }

  /// What a map does to a metric: `lowers NLL by 0.0586 (95 % interval 0.0450 to 0.0721)`.
  func changeText(_ metric: ComparedMetric, of index: Int, against other: Int) -> String {
    guard let value = maps[index].estimate(metric)?.value,
      let before = maps[other].estimate(metric)?.value
    else { return "" }
    if value == before { return "leaves \(metric.nameInSentence) as it is" }
    let verb = value < before ? "lowers" : "raises"
    if !value.isFinite || !before.isFinite {
      let ends = [before, value].map { $0.isFinite ? metric.amount($0) : "infinite" }
      return "\(verb) \(metric.nameInSentence) from \(ends[0]) to \(ends[1])"
    }
    let amount = amountText(
      metric,
      of: index,
      against: other,
      introduction: "\(levelText) interval ",
      isSigned: value > before
    )
    return "\(verb) \(metric.nameInSentence) by \(amount)"
  }

  /// How far a map is from another, with its interval in parentheses.
  ///
  /// - Parameter isSigned: Whether a rise counts as positive; else a fall does for metrics of which less is better.
  private func amountText(
    _ metric: ComparedMetric,
    of index: Int,
    against other: Int,
    introduction: String,
    isSigned: Bool? = nil
  ) -> String {
    guard let pair = difference(metric, of: index, against: other) else { return "" }
    let isRise = isSigned ?? (metric.lowerIsBetter != false)
    let sign = isRise ? 1.0 : -1.0
    let ends = [sign * pair.interval.lower, sign * pair.interval.upper].sorted()
    let unit = metric.unit
    guard ends.allSatisfy(\.isFinite) else {
      return "\(metric.amount(sign * pair.difference))\(unit)"
    }
    let interval = ends.map { Numbers.typographic(metric.text($0)) }.joined(separator: " to ")
    return "\(metric.amount(sign * pair.difference))\(unit) (\(introduction)\(interval))"
  }
}

extension ComparedMetric {
  /// What follows a difference: points of those that are shown in percent.
  var unit: String {
    switch self {
    case .evaluated(.accuracy), .evaluated(.meanConfidence): " points"
    default: ""
    }
  }

  /// The name as a sentence has it: NLL, accuracy, the Brier score.
  var nameInSentence: String {
    if self == .evaluated(.brierScore) { return "the Brier score" }
    let isAbbreviation = name.dropFirst().first?.isLowercase == false
    return isAbbreviation || name.hasPrefix("Brier")
      ? name : name.prefix(1).lowercased() + name.dropFirst()
  }

  /// A difference in the unit of the metric's column; what would round to 0 is below the smallest number shown.
  func amount(_ value: Double) -> String {
    let text = self.text(value)
    guard value != 0, text.allSatisfy({ "-0.".contains($0) }), let last = text.lastIndex(of: "0")
    else { return Numbers.typographic(text) }
    return "less than " + text[..<last] + "1"
  }
}
