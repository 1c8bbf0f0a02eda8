/// A metric's value with the noise of having finitely many rows.
public struct MetricEstimate: Sendable, Hashable {
  /// The metric on the rows as they are.
  public let value: Double
  /// The percentile bootstrap interval.
  ///
  /// It need not contain ``value``: binned calibration errors are biased upward, and resampling adds
  /// the bias once more.
  public let interval: ConfidenceInterval
  /// The metric on each bootstrap resample.
  public let replicates: [Double]

  init(value: Double, replicates: [Double], level: Double) {
    self.value = value
    self.replicates = replicates
    interval = ConfidenceInterval(percentilesOf: replicates, level: level)
  }
}
