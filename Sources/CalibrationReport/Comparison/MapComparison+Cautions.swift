import Calibration

extension MapComparison {
  /// What to know before a map is deployed.
  func cautions(_ index: Int) -> [Verdict.Caution] {
    let map = maps[index]
    var cautions: [Verdict.Caution] = []
    if let none = maps.firstIndex(where: { $0.map == nil }) {
      for (place, metric) in metrics.enumerated().dropFirst() where isBetter(none, index, at: place) {
        cautions.append(
          .init(
            kind: .harmsMetric,
            subject: metric.rawValue,
            sentence: "But it \(changeText(metric, of: index, against: none))."
          )
        )
      }
      cautions += groupCautions(map, against: maps[none])
    }
    if map.isEvaluatedOnFittingRows {
      cautions.append(
        .init(
          kind: .evaluatedOnFittingRows,
          subject: map.name,
          sentence: "It was fitted on rows that it is evaluated on, so its figures flatter it."
        )
      )
    }
    if let objective = map.fit?.objective, objective.value > objective.uncalibratedValue {
      cautions.append(
        .init(
          kind: .worseOnFittingRows,
          subject: objective.name.rawValue,
          sentence: "On the rows that it was fitted to, it is worse than the uncalibrated scores."
        )
      )
    }
    if let warnings = map.fit?.warnings, !warnings.isEmpty {
      cautions.append(
        .init(
          kind: .fitWarned,
          subject: warnings.joined(separator: "; "),
          sentence: warnings.count == 1
            ? "Its fit came with a warning: read it first."
            : "Its fit came with \(warnings.count) warnings: read them first."
        )
      )
    }
    return cautions
  }

  /// The groups in which a map is distinguishably worse than the uncalibrated scores.
  private func groupCautions(_ map: ComparedMap, against none: ComparedMap) -> [Verdict.Caution] {
    guard case .evaluated(let metric) = metrics[0], let lowerIsBetter = metric.lowerIsBetter,
      let groups = map.groups?.groups, let others = none.groups?.groups, groups.count > 1
    else { return [] }
    let labelCount = map.side.data.predictions.labelCount
    let pairs = zip(groups, others).compactMap { group, other in
      group.evaluation.rowCount / labelCount < Self.fewestRows
        ? nil
        : (try? PairedComparison(metric, of: group.evaluation, against: other.evaluation))
          .map { (name: group.name, pair: $0) }
    }
    let adjusted = options.correction.adjusted(pairs.map(\.pair.pValue))
    return zip(pairs, adjusted).compactMap { entry, pValue in
      let isWorse = (entry.pair.difference > 0) == lowerIsBetter
      guard isWorse, pValue <= (1 - evaluationOptions.level) * (1 + 1e-12) else { return nil }
      let verb = entry.pair.difference < 0 ? "lowers" : "raises"
      return Verdict.Caution(
        kind: .harmsGroup,
        subject: entry.name,
        sentence:
          "But in group \(entry.name) it \(verb) \(metrics[0].nameInSentence) by \(metrics[0].amount(abs(entry.pair.difference)))\(metrics[0].unit)."
      )
    }
  }
}
