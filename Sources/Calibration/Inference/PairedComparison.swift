/// The difference of a metric between two evaluations on the same rows, set against its noise.
///
/// Both evaluations are resampled with the same rows, so the noise that they share cancels: a
/// difference can be well beyond its noise although the two intervals overlap.
public struct PairedComparison: Sendable, Hashable {
  /// What is compared.
  public let metric: Metric
  /// The metric of the evaluation less that of the baseline.
  public let difference: Double
  /// The bootstrap interval of the difference, by the method of the evaluations' options.
  public let interval: ConfidenceInterval
  /// How often resampling makes a difference of the other sign or none, doubled: the two-sided
  /// bootstrap p-value, in (0, 1].
  ///
  /// 2 min(1 + #{d ≤ 0}, 1 + #{d ≥ 0}) / (1 + resamples), at most 1; never below
  /// 2 / (1 + resamples), since so many resamples cannot tell.
  public let pValue: Double

  /// Whether the interval excludes 0.
  public var isLargerThanNoise: Bool { !interval.contains(0) }

  /// Compares a metric of two evaluations.
  ///
  /// - Throws: ``ComparisonError`` when they were not made with the same options on the same labels
  ///   and weights.
  public init(
    _ metric: Metric,
    of evaluation: Evaluation,
    against baseline: Evaluation
  ) throws(ComparisonError) {
    guard evaluation.options == baseline.options else {
      throw .options(evaluation.options, baseline.options)
    }
    guard evaluation.labels == baseline.labels, evaluation.weights == baseline.weights else {
      throw .rows
    }
    self.metric = metric
    difference = Self.difference(evaluation[metric].value, baseline[metric].value)
    let differences = zip(evaluation[metric].replicates, baseline[metric].replicates)
      .map(Self.difference)
    interval = ConfidenceInterval(
      evaluation.options.interval,
      of: differences,
      value: difference,
      jackknife: zip(evaluation[metric].jackknife, baseline[metric].jackknife)
        .map(Self.difference),
      level: evaluation.options.level
    )
    let notAbove = differences.count { $0 <= 0 }
    let notBelow = differences.count { $0 >= 0 }
    pValue = min(1, 2 * Double(1 + min(notAbove, notBelow)) / Double(1 + differences.count))
  }

  /// Two infinite losses count as equal.
  private static func difference(_ first: Double, _ second: Double) -> Double {
    first == second ? 0 : first - second
  }
}
