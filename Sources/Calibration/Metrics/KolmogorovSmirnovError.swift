extension EvaluatedRows {
  /// The Kolmogorov–Smirnov calibration error: the largest distance between the running sums of
  /// confidence and of accuracy over the rows in order of confidence, in [0, 1].
  ///
  /// max_c |Σ_{i: c_i ≤ c} w_i (c_i − a_i)| / W, with a_i = 1 where row i is right. It needs no bins.
  /// Rows of equal confidence are taken together. For a model that is over-confident everywhere (or
  /// under-confident everywhere) it equals the size of ``confidenceGap``, and is never below it.
  ///
  /// Source: Gupta et al., "Calibration of Neural Networks using Splines" (ICLR 2021).
  public var kolmogorovSmirnovError: Double { ConfidenceGroups(self).kolmogorovSmirnovError }
}

extension ConfidenceGroups {
  var kolmogorovSmirnovError: Double {
    var sum = 0.0
    var largest = 0.0
    for group in groups {
      sum += group.gap
      largest = max(largest, abs(sum))
    }
    return largest / totalWeight
  }
}
