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

  /// The percentile interval of bootstrap replicates: it leaves out (1 − level)/2 of them on either
  /// side.
  ///
  /// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
  init(percentilesOf replicates: [Double], level: Double) {
    let percentiles = Percentiles(replicates)
    lower = percentiles[(1 - level) / 2]
    upper = percentiles[(1 + level) / 2]
    self.level = level
  }
}
