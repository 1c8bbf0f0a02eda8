import Calibration

extension MapComparison {
  /// The rows (of several labels the examples) that bootstrap intervals take at least.
  static let fewestRows = 30

  /// The number of rows that can be resampled apart: of several independent labels those of examples.
  var exampleCount: Int {
    maps[baseline].evaluation.rowCount / maps[baseline].side.data.predictions.labelCount
  }

  /// Whether there are too few rows for intervals to be trusted.
  var hasFewRows: Bool { exampleCount < Self.fewestRows }

  /// The place of the map that the verdict names; `nil` where it names none.
  var deployedMap: Int? {
    guard reasonForNone == nil, maps[choice.chosen].map != nil else { return nil }
    return choice.chosen
  }

  /// The map that the verdict names or, where it names none, the best one: what to show beside the uncalibrated scores;
  /// `nil` where there is no map.
  public var shownMap: ComparedMap? { deployedMap.map { maps[$0] } ?? bestMap }

  /// Which map to deploy, by the metric that is sorted by.
  public var verdict: Verdict {
    if let reason = reasonForNone {
      return verdict(of: nil, reason, rival: nil)
    }
    let choice = choice
    let chosen = choice.chosen
    if maps[chosen].map == nil { return verdictOfNone(choice) }
    if mapCount == 1 { return verdict(of: chosen, .onlyMap, rival: nil) }
    guard let simpler = choice.simpler else { return verdict(of: chosen, .simplest, rival: nil) }
    if let better = choice.better(than: simpler) {
      return verdict(of: chosen, .simplerIsWorse, rival: (simpler, better))
    }
    return verdict(of: chosen, .simplerIsNoGain, rival: choice.uncalibrated.map { (simpler, $0) })
  }

  /// Why there is nothing to decide; `nil` where there is.
  private var reasonForNone: Verdict.Reason? {
    if maps.count < 2 { return .nothingToCompare }
    if options.sort.lowerIsBetter == nil { return .metricHasNoDirection }
    if hasFewRows { return .tooFewRows }
    let isDistinguished = maps.indices.contains { first in
      maps.indices.contains { comparisons[0].differ(first, $0) }
    }
    return resamplesNeeded != nil && !isDistinguished ? .tooFewResamples : nil
  }

  /// The uncalibrated scores are kept.
  private func verdictOfNone(_ choice: MapChoice) -> Verdict {
    guard let none = choice.uncalibrated, let best = maps.firstIndex(where: { $0.map != nil })
    else {
      return verdict(of: nil, .nothingToCompare, rival: nil)
    }
    let values = comparisons[0].estimates.map(\.value)
    let reason: Verdict.Reason =
      if values.allSatisfy({ $0 == values[none] }) {
        .nothingChanges
      } else if maps.indices.allSatisfy({ $0 == none || choice.isBetter(none, $0) }) {
        .everyMapIsWorse
      } else {
        .noMapIsBetter
      }
    return verdict(of: none, reason, rival: (best, none))
  }

  /// The number of maps, the uncalibrated scores not counted.
  var mapCount: Int { maps.count { $0.map != nil } }

  private var choice: MapChoice {
    MapChoice(
      candidates: maps.map { map in
        MapChoice.Candidate(
          parameterCount: map.map?.parameterCount ?? 0,
          keepsOrder: map.map?.keepsOrder ?? true,
          isUncalibrated: map.map == nil
        )
      },
      isBetter: { isBetter($0, $1, at: 0) }
    )
  }

  /// Whether a map is distinguishably better than another by the metric at a place.
  func isBetter(_ first: Int, _ second: Int, at place: Int) -> Bool {
    let comparison = comparisons[place]
    guard let lowerIsBetter = comparison.lowerIsBetter, comparison.differ(first, second) else {
      return false
    }
    let (value, other) = (comparison.estimates[first].value, comparison.estimates[second].value)
    return lowerIsBetter ? value < other : value > other
  }

  // MARK: What is said of a choice

  private func verdict(of index: Int?, _ reason: Verdict.Reason, rival: (method: Int, other: Int)?) -> Verdict {
    let uncalibrated = maps.firstIndex { $0.map == nil }
    var gain: Verdict.Loss?
    var cautions: [Verdict.Caution] = []
    if let index, maps[index].map != nil {
      gain = uncalibrated.map { loss(of: $0, against: index) }
      cautions = self.cautions(index)
    }
    return Verdict(
      method: index.map { maps[$0].name },
      metric: metrics[0],
      gain: gain?.difference,
      interval: gain?.interval,
      level: evaluationOptions.level,
      reason: reason,
      rival: rival.map { loss(of: $0.method, against: $0.other) },
      cautions: cautions,
      sentence: sentence(of: index, reason, rival: rival)
    )
  }

  /// How much worse a map is than another.
  private func loss(of index: Int, against other: Int) -> Verdict.Loss {
    let pair = difference(metrics[0], of: index, against: other)
    let sign = metrics[0].lowerIsBetter == false ? -1.0 : 1.0
    let value = (pair?.difference ?? .nan) * sign
    let ends = [pair?.interval.lower ?? .nan, pair?.interval.upper ?? .nan].map { $0 * sign }
    return Verdict.Loss(
      method: maps[index].name,
      comparedWith: maps[other].name,
      difference: value.isFinite ? value : nil,
      interval: ends.allSatisfy(\.isFinite) ? ends.sorted() : nil
    )
  }
}
