/// Structured vector scaling: temperature scaling, then a factor and a shift for each class that
/// penalties hold near 1 and 0.
///
/// With ℓ = ln((1 − ε) softmax(z / T) + ε / K), T the optimum of temperature scaling and
/// ε = 1 / (n + 1), it minimises
///
///     mean −ln p_y + K/n (Σ v² + Σ b²),   p = softmax((1 + v) ⊙ ℓ + b),
///
/// n being the number of rows (the sum of the weights). Convex, so there is one optimum. It starts at
/// v = b = 0, so by this objective it is never worse than Laplace-smoothed temperature scaling; the
/// smoothing may cost up to ln(1 + 1/n) against the uncalibrated scores. The order of the classes may
/// change.
///
/// Source: Berta, Holzmüller, Jordan and Bach, "Structured Matrix Scaling for Multi-Class
/// Calibration" (2025), with the settings of their package, probmetrics.
public struct StructuredVectorScaling: CalibrationMethod, Codable {
  public typealias Map = StructuredVectorMap

  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    StructuredVectorMap.fitted(to: data, focal: false, progress: progress)
  }
}
