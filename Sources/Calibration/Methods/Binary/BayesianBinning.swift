import CMath

/// Bayesian binning into quantiles (BBQ): histogram binning with every sensible number of bins of
/// equal mass, averaged by how well each explains the labels.
///
/// For n rows the models have ⌊n^⅓ / 10⌋ … ⌈10 n^⅓⌉ bins (at least 1, at most n). A bin whose
/// edges have the midpoint m, in a model of B bins, has the Beta prior with α = 2 m / B and
/// β = 2 (1 − m) / B; the marginal likelihood of the labels (the BDeu score) weighs the model, and
/// the posterior mean (n₁ + α) / (n₀ + n₁ + α + β) is the bin's probability, which is never 0 or 1.
///
/// Nothing is minimised on the fitting data: the result may be worse there than the scores as they
/// came.
///
/// Source: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
/// Binning" (AAAI 2015).
public struct BayesianBinning: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  /// Without rows the result is that of histogram binning with bins of equal width.
  public func fit(to scores: BinaryScores) -> BinaryFit<HistogramMap> {
    let groups = scores.groups()
    guard !groups.isEmpty else { return HistogramBinning(.equalWidth).fit(to: scores) }
    return BinaryFit(
      map: HistogramMap(unchecked: Self.average(ScoreGroupSums(groups), scores.resolution)),
      warnings: scores.warnings(forParameterCount: 1)
    )
  }

  /// The average of all models.
  private static func average(_ sums: ScoreGroupSums, _ resolution: ScoreResolution) -> StepFunction {
    let rowCount = sums.weights.last ?? 0
    let root = cbrt(rowCount)
    let fewest = max(1, Int(root / 10))
    let most = max(fewest, min(sums.scores.count, Int((10 * root).rounded(.up))))
    var models: [BinningModel] = []
    for binCount in fewest...most {
      let cuts = sums.equalMassCuts(binCount: binCount)
      // With ties, several numbers of bins are the same model.
      if models.last?.cuts != cuts { models.append(BinningModel(cuts: cuts, sums)) }
    }
    let best = models.map(\.logScore).max() ?? 0
    let weights = models.map { exp($0.logScore - best) }
    let total = weights.reduce(0, +)
    // The step of the averaged probability at each cut.
    var steps = [Double](repeating: 0, count: sums.scores.count)
    for (model, weight) in zip(models, weights) {
      var last = 0.0
      for (cut, value) in zip([0] + model.cuts, model.values) {
        steps[cut] += weight / total * (value - last)
        last = value
      }
    }
    var value = 0.0
    let values = steps.map { step in
      value += step
      return max(0, min(value, 1))
    }
    return StepFunction(
      simplifying: steps.indices.dropFirst().map {
        max(sums.threshold(below: $0), sums.scores[$0 - 1] + resolution.logOdds)
      },
      values: values
    )
  }
}

/// One way to bin, with its score.
private struct BinningModel {
  /// The number of groups below each cut.
  var cuts: [Int]
  var values: [Double] = []
  /// The logarithm of the marginal likelihood of the labels.
  var logScore = 0.0

  init(cuts: [Int], _ sums: ScoreGroupSums) {
    self.cuts = cuts
    let share = 2 / Double(cuts.count + 1)
    let edges = [0] + cuts.map { LogOdds.probability(sums.threshold(below: $0)) } + [1]
    for (bin, (start, end)) in zip([0] + cuts, cuts + [sums.scores.count]).enumerated() {
      let middle = (edges[bin] + edges[bin + 1]) / 2
      // Where both edges round to 0 or to 1, the prior still needs both labels.
      let alpha = share * max(1e-15, min(middle, 1 - 1e-15))
      let beta = share - alpha
      let count = ScoreGroupSums.sum(sums.weights, start..<end)
      let positive = ScoreGroupSums.sum(sums.positives, start..<end)
      let negative = max(0, count - positive)
      logScore +=
        lgamma(share) - lgamma(share + count)
        + lgamma(positive + alpha) - lgamma(alpha)
        + lgamma(negative + beta) - lgamma(beta)
      values.append((positive + alpha) / (count + share))
    }
  }
}
