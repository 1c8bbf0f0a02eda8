import CMath

extension EvaluatedRows {
  /// The maximum mean calibration error (MMCE), in [0, 1]: a calibration error of the confidence without
  /// bins, by a kernel.
  ///
  /// √(Σ_ij w_i w_j (c_i − a_i)(c_j − a_j) k(c_i, c_j)) / W with the Laplacian kernel
  /// k(c, c′) = exp(−|c − c′| / width), over all pairs, each row with itself included, so that it is
  /// biased upward. Exact, and linear in the number of rows once they are sorted.
  ///
  /// Source: Kumar, Sarawagi and Jain, "Trainable Calibration Measures for Neural Networks from Kernel
  /// Mean Embeddings" (ICML 2018), whose width of 0.4 is the default.
  ///
  /// - Parameter width: The width of the kernel, positive; a difference of confidences.
  /// - Throws: ``MetricError/bandwidth(_:)``.
  public func maximumMeanCalibrationError(width: Double = 0.4) throws(MetricError) -> Double {
    guard width > 0, width.isFinite else { throw .bandwidth(width) }
    var square = 0.0
    // Σ gap_j k(c_j, c) over the groups below, for the confidence c of the group at hand.
    var below = 0.0
    var last = 0.0
    let groups = ConfidenceGroups(self)
    for group in groups.groups {
      below *= exp((last - group.confidence) / width)
      let gap = group.gap / groups.totalWeight
      square += gap * (gap + 2 * below)
      below += gap
      last = group.confidence
    }
    // The kernel is positive definite; rounding is not.
    return max(0, square).squareRoot()
  }
}
