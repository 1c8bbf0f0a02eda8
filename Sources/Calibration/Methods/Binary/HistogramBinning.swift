/// Histogram binning: the probability becomes the frequency of the event in its bin.
///
/// Bins of equal mass hold rows of equal weight, as far as ties, which stay together, allow; their
/// edges lie half-way between the neighbouring probabilities. Bins of equal width are (b/B, (b+1)/B];
/// one without rows keeps its middle.
///
/// A bin in which every row has the same outcome gets Jeffreys' estimate, ½ / (w + 1) or 1 − ½ / (w + 1)
/// for its weight w, so that no log-probability is infinite. All others are calibrated on the fitting
/// data: their probability is the frequency there. Since all scores of a bin become one, the negative
/// log-likelihood and the Brier score can be worse than those of the uncalibrated scores, also on the
/// fitting data.
///
/// Source: Zadrozny and Elkan, "Obtaining Calibrated Probability Estimates from Decision Trees and
/// Naive Bayesian Classifiers" (ICML 2001).
public struct HistogramBinning: BinaryCalibrationMethod {
  /// How [0, 1] is cut into bins.
  public enum Bins: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bins of equal width in probability.
    case equalWidth = "equal-width"
    /// Bins of equal weight of rows.
    case equalMass = "equal-mass"
  }

  /// How [0, 1] is cut into bins.
  public let bins: Bins
  /// The number of bins; with few different scores, bins of equal mass may be fewer.
  public let binCount: Int

  /// Ten bins.
  public init(_ bins: Bins = .equalMass) {
    self.bins = bins
    binCount = 10
  }

  /// A given number of bins.
  ///
  /// - Throws: ``MethodError/binCount(_:)`` when the number of bins is outside 1 ... 1000.
  public init(_ bins: Bins = .equalMass, binCount: Int) throws(MethodError) {
    try MethodError.check(binCount: binCount)
    self.bins = bins
    self.binCount = binCount
  }

  public func fit(to scores: BinaryScores) -> BinaryFit<HistogramMap> {
    let groups = scores.groups()
    let map =
      switch bins {
      case .equalWidth: equalWidthMap(groups, scores.resolution)
      case .equalMass:
        groups.isEmpty
          ? equalWidthMap(groups, scores.resolution) : equalMassMap(groups, scores.resolution)
      }
    return BinaryFit(map: map, warnings: scores.warnings(forParameterCount: map.probabilities.count))
  }

  private struct Bin {
    var weight = 0.0
    var positive = 0.0

    mutating func add(_ group: ScoreGroup) {
      weight += group.weight
      positive += group.positive
    }

    func probability(ifEmpty middle: Double) -> Double {
      if weight == 0 { return middle }
      let unseen = LogOdds.jeffreysEstimate(unseenIn: weight)
      if positive == 0 { return unseen }
      return positive == weight ? 1 - unseen : positive / weight
    }
  }

  private func equalWidthMap(_ groups: [ScoreGroup], _ resolution: ScoreResolution) -> HistogramMap {
    let edges = (1..<binCount).map {
      LogOdds.of(Double($0) / Double(binCount)) + resolution.logOdds
    }
    var bins = [Bin](repeating: Bin(), count: binCount)
    for group in groups { bins[edges.partitioningIndex { $0 >= group.score }].add(group) }
    return HistogramMap(
      unchecked: edges,
      probabilities: bins.enumerated().map { index, bin in
        bin.probability(ifEmpty: (Double(index) + 0.5) / Double(binCount))
      }
    )
  }

  private func equalMassMap(_ groups: [ScoreGroup], _ resolution: ScoreResolution) -> HistogramMap {
    let total = groups.reduce(0) { $0 + $1.weight }
    var edges: [Double] = []
    var bins: [Bin] = []
    var before = 0.0
    var current = -1
    for (index, group) in groups.enumerated() {
      // A tie belongs where its middle lies.
      let place = (before + group.weight / 2) / total * Double(binCount)
      before += group.weight
      if Int(place) > current {
        if index > 0 { edges.append(Self.edge(between: groups[index - 1], group, resolution)) }
        bins.append(Bin())
        current = Int(place)
      }
      bins[bins.count - 1].add(group)
    }
    return HistogramMap(unchecked: edges, probabilities: bins.map { $0.probability(ifEmpty: 0.5) })
  }

  /// Half-way in probability, and such that a bin that holds its upper edge holds `low` only.
  private static func edge(between low: ScoreGroup, _ high: ScoreGroup, _ resolution: ScoreResolution) -> Double {
    let middle = LogOdds.ofMean([(low.score, 1), (high.score, 1)])
    let end = low.score + resolution.logOdds
    return min(max(middle ?? end, end), high.score.nextDown)
  }
}

extension HistogramBinning {
  private enum CodingKeys: String, CodingKey {
    case bins, binCount
  }

  /// - Throws: ``MethodError`` when the number is out of range, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(values(.bins), binCount: values(.binCount))
  }
}
