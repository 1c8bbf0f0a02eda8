/// How an ``Evaluation`` bins and resamples.
public struct EvaluationOptions: Sendable, Hashable {
  /// The number of bins of every binned metric.
  public let binCount: Int
  /// The number of bootstrap resamples.
  public let resampleCount: Int
  /// The level of the intervals, in (0, 1).
  public let level: Double
  /// What the resamples are drawn from; the same seed draws the same rows.
  public let seed: UInt64
  /// How intervals are made of the resamples.
  public let interval: IntervalMethod

  /// 15 bins, 1000 resamples, level 0.95, seed 1, percentile intervals.
  public static let standard = EvaluationOptions()

  private init() {
    binCount = 15
    resampleCount = 1000
    level = 0.95
    seed = 1
    interval = .percentile
  }

  /// Options that differ from the standard in what is given.
  ///
  /// - Throws: ``EvaluationError`` when there are not 1 to 1000 bins, not 1 to 1,000,000 resamples, or the level does
  ///   not lie strictly between 0 and 1.
  public init(
    binCount: Int = standard.binCount,
    resampleCount: Int = standard.resampleCount,
    level: Double = standard.level,
    seed: UInt64 = standard.seed,
    interval: IntervalMethod = standard.interval
  ) throws(EvaluationError) {
    guard (try? MetricError.check(binCount: binCount)) != nil else { throw .binCount(binCount) }
    try EvaluationError.check(resampleCount: resampleCount)
    try EvaluationError.check(level: level)
    self.binCount = binCount
    self.resampleCount = resampleCount
    self.level = level
    self.seed = seed
    self.interval = interval
  }
}
