/// Focal structured vector scaling: structured vector scaling followed by the focal calibration map,
/// all parameters and γ fitted together.
///
/// With ℓ as in ``StructuredVectorScaling`` it minimises, over a > 0, γ ∈ (−1, 100], v and b,
///
///     mean −ln p_y + K/n (Σ v² + Σ b² + ln²(1 + γ)),   p = Φ_γ(softmax((a + v) ⊙ ℓ + b)).
///
/// a = 1, γ = 0 is structured vector scaling; v = b = 0 is focal temperature scaling of smoothed scores.
/// The search starts from each of these two, since there may be several local optima, so by this
/// objective the result is never worse than either. The order of the classes may change.
///
/// Source: this package; structured scaling is Berta et al. (2025), Φ_γ Komisarenko and Kull (2024).
public struct FocalStructuredVectorScaling: CalibrationMethod, Codable {
  public typealias Map = StructuredVectorMap

  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    StructuredVectorMap.fitted(to: data, focal: true, progress: progress)
  }
}
