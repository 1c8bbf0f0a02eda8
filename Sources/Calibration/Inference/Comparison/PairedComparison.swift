/// The difference of a metric between two maps on the same rows, set against its noise.
///
/// Both estimates are resampled with the same rows, so the noise that they share cancels: a
/// difference can be well beyond its noise although the two intervals overlap.
public struct PairedComparison: Sendable, Hashable {
  /// The metric's estimate less that of the baseline.
  public let difference: Double
  /// The bootstrap interval of the difference, by the method of the estimates' options.
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
  public init(_ metric: Metric, of evaluation: Evaluation, against baseline: Evaluation) throws(ComparisonError) {
    try evaluation.checkComparable(with: baseline)
    try self.init(of: evaluation[metric], against: baseline[metric])
  }

  /// Compares two estimates of any metric, such as those of ``EvaluatedRows/estimate(options:of:)`` and
  /// ``SlowMetric/estimate(of:on:options:)``.
  ///
  /// - Parameters:
  ///   - estimate: The metric of a map.
  ///   - baseline: The same metric of another map, on the same rows.
  /// - Throws: ``ComparisonError/options(_:_:)`` when they were not resampled with the same options.
  public init(of estimate: MetricEstimate, against baseline: MetricEstimate) throws(ComparisonError) {
    guard estimate.options == baseline.options else {
      throw .options(estimate.options, baseline.options)
    }
    difference = Self.difference(estimate.value, baseline.value)
    let differences = zip(estimate.replicates, baseline.replicates).map(Self.difference)
    interval = ConfidenceInterval(
      estimate.options.interval,
      of: differences,
      value: difference,
      jackknife: zip(estimate.jackknife, baseline.jackknife).map(Self.difference),
      level: estimate.options.level
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

extension Evaluation {
  /// Refuses what cannot be compared pair by pair with this evaluation.
  ///
  /// - Throws: ``ComparisonError`` when the other was not made with the same options on the same labels and
  ///   weights.
  public func checkComparable(with other: Evaluation) throws(ComparisonError) {
    guard options == other.options else { throw .options(options, other.options) }
    guard labels == other.labels, weights == other.weights else { throw .rows }
  }
}
