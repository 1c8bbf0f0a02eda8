extension EvaluatedRows {
  /// The expected calibration error with bins of equal width: a norm of the gaps between mean
  /// confidence and accuracy, in [0, 1].
  ///
  /// The L1 norm Σ_b w_b |conf_b − acc_b| is the expected calibration error (ECE) itself; L2 gives the
  /// root mean square, `max` the maximum calibration error. Bins are right-closed, (lo, hi], and a
  /// confidence of exactly 1 falls in the last: see ``ReliabilityTable/init(equalWidth:binCount:)``.
  ///
  /// Estimated from finitely many rows it is biased upward: a perfectly calibrated model has an
  /// error above 0.
  ///
  /// Sources: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
  /// Binning" (AAAI 2015); Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017).
  ///
  /// - Throws: ``MetricError/binCount(_:)``.
  public func expectedCalibrationError(binCount: Int = 15, norm: CalibrationNorm = .l1) throws(MetricError) -> Double {
    try ReliabilityTable(equalWidth: self, binCount: binCount).calibrationError(norm: norm)
  }

  /// The expected calibration error with bins of equal mass ("adaptive" ECE): a norm of the gaps
  /// between mean confidence and accuracy, in [0, 1].
  ///
  /// Where most confidences are near 1, bins of equal width put nearly all rows into one bin; bins of
  /// equal mass do not. How ties and weights are cut is said at
  /// ``ReliabilityTable/init(equalMass:binCount:)``.
  ///
  /// Source: Nguyen and O'Connor, "Posterior Calibration and Exploratory Analysis for Natural Language
  /// Processing Models" (EMNLP 2015).
  ///
  /// - Throws: ``MetricError/binCount(_:)``.
  public func equalMassCalibrationError(binCount: Int = 15, norm: CalibrationNorm = .l1) throws(MetricError) -> Double {
    try ReliabilityTable(equalMass: self, binCount: binCount).calibrationError(norm: norm)
  }
}
