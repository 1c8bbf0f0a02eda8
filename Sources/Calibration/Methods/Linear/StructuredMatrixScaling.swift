/// Structured matrix scaling: temperature scaling, then a full matrix and a shift for each class that
/// penalties hold near the identity and 0.
///
/// With ℓ as in ``StructuredVectorScaling`` it minimises
///
///     mean −ln p_y + K/n (Σ v² + Σ b²) + K (K − 1)/n Σ M²,   p = softmax((I + diag(v) + M) ℓ + b),
///
/// M being 0 on its diagonal and n the number of rows (the sum of the weights). Convex, so there is
/// one optimum. It starts at v = b = M = 0, so by this objective it is never worse than
/// Laplace-smoothed temperature scaling; the smoothing may cost up to ln(1 + 1/n) against the
/// uncalibrated scores. The order of the classes may change.
///
/// Source: Berta, Holzmüller, Jordan and Bach, "Structured Matrix Scaling for Multi-Class
/// Calibration" (2025), with the settings of their package, probmetrics.
public struct StructuredMatrixScaling: CalibrationMethod, Codable {
  public typealias Map = StructuredMatrixMap

  /// Creates the method, which has no parameters.
  public init() {}

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    StructuredMatrixMap.fitted(to: data, focal: false, progress: progress)
  }
}
