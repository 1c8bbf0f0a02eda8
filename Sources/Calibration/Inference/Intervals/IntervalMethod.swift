/// How a confidence interval is made of bootstrap replicates.
public enum IntervalMethod: String, Sendable, Hashable, CaseIterable {
  /// The replicates without the same share of them on either side.
  ///
  /// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
  case percentile
  /// Bias-corrected and accelerated: the shares are moved by how far the median of the replicates lies
  /// from the value (bias), and by how the noise changes with the value (acceleration), which a
  /// jackknife estimates.
  ///
  /// Where no replicate lies on one side of the value, as can happen to calibration errors near 0, there
  /// is no way to tell how far to move: the interval then shrinks to the outermost replicates.
  ///
  /// Source: Efron, "Better Bootstrap Confidence Intervals" (Journal of the American Statistical
  /// Association, 1987).
  case bca
}
