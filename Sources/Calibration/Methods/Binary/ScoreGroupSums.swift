import CMath

/// Running sums over sorted score groups.
struct ScoreGroupSums: Sendable {
  let scores: [Double]
  let weights: [Double]
  let positives: [Double]

  init(_ groups: [ScoreGroup]) {
    scores = groups.map(\.score)
    var (weight, positive) = (0.0, 0.0)
    weights = groups.map { group in
      weight += group.weight
      return weight
    }
    positives = groups.map { group in
      positive += group.positive
      return positive
    }
  }

  /// The difference of a running sum between two counts of groups.
  static func sum(_ running: [Double], _ range: Range<Int>) -> Double {
    if range.isEmpty { return 0 }
    return running[range.upperBound - 1]
      - (range.lowerBound == 0 ? 0 : running[range.lowerBound - 1])
  }

  /// The number of groups below each cut into bins of equal weight, ascending, without repetitions.
  ///
  /// A group that a cut would split goes to the lower bin, so that there may be fewer bins.
  func equalMassCuts(binCount: Int) -> [Int] {
    let ends = EqualMassCuts(
      binCount: binCount,
      totalWeight: weights.last ?? 0,
      countsWholeRows: weights.allSatisfy { $0 == $0.rounded() }
    )
    var cuts: [Int] = []
    var group = 0
    for bin in 0..<(binCount - 1) {
      while group < weights.count, weights[group] < ends.end(ofBin: bin) { group += 1 }
      if group + 1 < weights.count, cuts.last != group + 1 { cuts.append(group + 1) }
    }
    return cuts
  }

  /// A log-odds between two neighbouring groups, half way in probability.
  func threshold(below group: Int) -> Double {
    Self.middle(scores[group - 1], scores[group])
  }

  /// The log-odds half way in probability between two, not below the lower and below the upper.
  static func middle(_ low: Double, _ high: Double) -> Double {
    let p = (LogOdds.probability(low) + LogOdds.probability(high)) / 2
    let q = (LogOdds.probability(-low) + LogOdds.probability(-high)) / 2
    let middle = log(p) - log(q)
    return middle >= low && middle < high ? middle : low
  }
}
