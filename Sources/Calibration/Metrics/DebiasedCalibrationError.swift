extension EvaluatedRows {
  /// The debiased calibration error in the L2 norm, with bins of equal mass, in [0, 1].
  ///
  /// √max(0, Σ_b w_b [(conf_b − acc_b)² − acc_b (1 − acc_b) / (n_b − 1)]): from each squared gap its
  /// expected noise is taken away, so that the square is nearly unbiased for what these bins can see,
  /// and a calibrated model gets 0 about every other time. Bins of fewer than two rows count 0.
  ///
  /// n_b is the weight of bin b where all weights are whole numbers; other weights are scaled so that they
  /// sum to Kish's effective number of rows, (Σ w)² / Σ w². How ties are cut is said at
  /// ``ReliabilityTable/init(equalMass:binCount:)``.
  ///
  /// Source: Kumar, Liang and Ma, "Verified Uncertainty Calibration" (NeurIPS 2019); the estimator is
  /// from Bröcker, "Estimating Reliability and Resolution of Probability Forecasts through
  /// Decomposition of the Empirical Score" (Climate Dynamics, 2012).
  ///
  /// - Throws: ``MetricError/binCount(_:)``.
  public func debiasedCalibrationError(binCount: Int = 15) throws(MetricError) -> Double {
    try MetricError.check(binCount: binCount)
    let groups = ConfidenceGroups(self)
    return groups.debiasedCalibrationError(groups.equalMassBins(binCount))
  }
}

extension ConfidenceGroups {
  /// The debiased error of bins of these groups.
  func debiasedCalibrationError(_ bins: [ReliabilityTable.Bin]) -> Double {
    var square = 0.0
    for bin in bins {
      let rowCount = bin.weight * rowsPerWeight
      // Rounding may leave a bin of two rows a little less.
      guard rowCount > 2 - 1e-9, let gap = bin.gap, let accuracy = bin.accuracy else { continue }
      square += bin.weight * (gap * gap - accuracy * (1 - accuracy) / (rowCount - 1))
    }
    return max(0, square / totalWeight).squareRoot()
  }
}
