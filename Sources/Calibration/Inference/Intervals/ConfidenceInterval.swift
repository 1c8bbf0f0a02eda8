/// A range that an estimate's noise leaves open.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The share of repetitions of the experiment that the range is made to cover, in (0, 1).
  public let level: Double

  /// Whether a value lies between the ends, or is one of them.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The interval of bootstrap replicates by any method.
  ///
  /// - Parameters:
  ///   - value: The estimate on the rows as they are.
  ///   - jackknife: The estimate without one group of rows at a time, for the acceleration; without any the
  ///     acceleration is 0.
  init(_ method: IntervalMethod, of replicates: [Double], value: Double, jackknife: [Double], level: Double) {
    let correction =
      switch method {
      case .percentile: BiasCorrection.none
      case .bca: BiasCorrection(of: replicates, value: value, jackknife: jackknife)
      }
    let percentiles = Percentiles(replicates)
    lower = percentiles[correction.share(for: (1 - level) / 2)]
    upper = percentiles[correction.share(for: (1 + level) / 2)]
    self.level = level
  }
}
