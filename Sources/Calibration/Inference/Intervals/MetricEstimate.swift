/// A metric's value with the noise of having finitely many rows.
public struct MetricEstimate: Sendable, Hashable {
  /// The metric on the rows as they are.
  public let value: Double
  /// The bootstrap interval, by the method of the ``EvaluationOptions``.
  ///
  /// It need not contain ``value``: binned calibration errors are biased upward, and resampling adds
  /// the bias once more.
  public let interval: ConfidenceInterval
  /// The metric on each bootstrap resample.
  public let replicates: [Double]
  /// The metric without one group of rows at a time; empty where the interval's method needs none.
  let jackknife: [Double]
  /// How it was resampled.
  let options: EvaluationOptions

  init(value: Double, replicates: [Double], jackknife: [Double], options: EvaluationOptions) {
    self.value = value
    self.replicates = replicates
    self.jackknife = jackknife
    self.options = options
    interval = ConfidenceInterval(
      options.interval,
      of: replicates,
      value: value,
      jackknife: jackknife,
      level: options.level
    )
  }
}
