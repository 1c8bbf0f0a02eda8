/// Focal structured matrix scaling: structured matrix scaling followed by the focal calibration map,
/// all parameters and γ fitted together.
///
/// With ℓ as in ``StructuredVectorScaling`` it minimises, over a > 0, γ ∈ (−1, 100], v, b and M,
///
///     mean −ln p_y + K/n (Σ v² + Σ b² + ln²(1 + γ)) + K (K − 1)/n Σ M²,
///     p = Φ_γ(softmax((a I + diag(v) + M) ℓ + b)).
///
/// a = 1, γ = 0 is structured matrix scaling; v = b = M = 0 is focal temperature scaling of smoothed
/// scores. The search starts from each of these two, since there may be several local optima, so by
/// this objective the result is never worse than either. The order of the classes may change.
///
/// Source: this package; structured scaling is Berta et al. (2025), Φ_γ Komisarenko and Kull (2024).
public struct FocalStructuredMatrixScaling: CalibrationMethod, Codable {
  public typealias Map = StructuredMatrixMap

  /// Creates the method, which has no parameters.
  public init() {}

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    StructuredMatrixMap.fitted(to: data, focal: true, progress: progress)
  }
}
