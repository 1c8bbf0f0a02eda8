extension ReliabilityTable {
  /// As many bins of equal mass as leave the accuracies of the bins in rising order: the largest B, of
  /// at most 1000 and at most one per row, such that no fewer bins break the order.
  ///
  /// True frequencies rise with the confidence of a reasonable model; bins that show otherwise are too
  /// small for their noise.
  ///
  /// Source: Roelofs, Cain, Shlens and Mozer, "Mitigating Bias in Calibration Error Estimation"
  /// (AISTATS 2022), algorithm 1.
  public init(monotonicSweep rows: EvaluatedRows) {
    self.init(monotonicSweep: ConfidenceGroups(rows))
  }

  init(monotonicSweep groups: ConfidenceGroups) {
    self.init(bins: groups.equalMassBins(MonotonicSweep(groups).binCount))
  }
}

extension EvaluatedRows {
  /// The calibration error with as many bins of equal mass as leave the accuracies monotone
  /// (ECE-sweep), in [0, 1].
  ///
  /// The data choose the number of bins, which lessens the bias of a fixed number: see
  /// ``ReliabilityTable/init(monotonicSweep:)``.
  ///
  /// Source: Roelofs, Cain, Shlens and Mozer, "Mitigating Bias in Calibration Error Estimation"
  /// (AISTATS 2022).
  public func sweepCalibrationError(norm: CalibrationNorm = .l1) -> Double {
    ReliabilityTable(monotonicSweep: self).calibrationError(norm: norm)
  }
}

/// The search for the largest number of bins of equal mass with rising accuracies.
private struct MonotonicSweep {
  private let groups: ConfidenceGroups
  /// The weight, and the weight of the rows that are right, below the end of each group.
  private let weights: [Double]
  private let correctWeights: [Double]

  init(_ groups: ConfidenceGroups) {
    self.groups = groups
    var weight = 0.0
    var correctWeight = 0.0
    weights = groups.groups.map { group in
      weight += group.weight
      return weight
    }
    correctWeights = groups.groups.map { group in
      correctWeight += group.correctWeight
      return correctWeight
    }
  }

  var binCount: Int {
    let largest = Int(min(1000, max(1, groups.totalWeight * groups.rowsPerWeight)))
    // Where the groups themselves rise, so do bins of any size.
    if isRising(groups.groups.lazy.map { $0.correctWeight / $0.weight }) { return largest }
    var count = 1
    while count < largest, isRising(accuracies(binCount: count + 1)) { count += 1 }
    return count
  }

  private func accuracies(binCount: Int) -> some Sequence<Double> {
    let cuts = EqualMassCuts(
      binCount: binCount,
      totalWeight: groups.totalWeight,
      countsWholeRows: groups.countsWholeRows
    )
    var start = 0.0
    var correctBefore = 0.0
    return (0..<binCount).lazy.map { bin in
      let end = bin == binCount - 1 ? groups.totalWeight : cuts.end(ofBin: bin)
      let correct = correctWeight(below: end)
      defer { (start, correctBefore) = (end, correct) }
      return (correct - correctBefore) / (end - start)
    }
  }

  /// The right rows' weight among the first rows of some weight; a group is shared out in proportion.
  private func correctWeight(below weight: Double) -> Double {
    var low = 0
    var high = weights.count - 1
    while low < high {
      let middle = (low + high) / 2
      if weights[middle] < weight { low = middle + 1 } else { high = middle }
    }
    let missing = max(0, weights[low] - weight)
    let group = groups.groups[low]
    return correctWeights[low] - group.correctWeight * (missing / group.weight)
  }

  /// Equal accuracies may differ by rounding.
  private func isRising(_ accuracies: some Sequence<Double>) -> Bool {
    var highest = 0.0
    for accuracy in accuracies {
      if accuracy < highest - 1e-10 { return false }
      highest = accuracy
    }
    return true
  }
}
