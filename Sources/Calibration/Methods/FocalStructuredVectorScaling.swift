/// Focal structured vector scaling: structured vector scaling followed by the focal calibration map,
/// all parameters and γ fitted together.
///
/// With ℓ as in ``StructuredVectorScaling`` it minimises, over a > 0, γ ∈ [−1, 100], v and b,
///
///     mean −ln p_y + K/n (Σ v² + Σ b²),   p = Φ_γ(softmax((a + v) ⊙ ℓ + b)).
///
/// a = 1, γ = 0 is structured vector scaling; v = b = 0 is focal temperature scaling of smoothed scores.
/// The search starts from each of these two, since there may be several local optima, so by this
/// objective the result is never worse than either. The order of the classes may change.
///
/// Source: this package; structured scaling is Berta et al. (2025), Φ_γ Komisarenko and Kull (2024).
public struct FocalStructuredVectorScaling: CalibrationMethod {
  public init() {}

  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<StructuredVectorMap> {
    let objective = StructuredVectorObjective(data)
    let found = Self.optimum(objective, data)
    var result = objective.temperature
    result.value = objective.negativeLogLikelihood(at: found.point)
    result.point.y = found.point.gamma
    result.warnings = data.fitWarnings(
      after: objective.temperature,
      parameterCount: 2,
      converged: found.converged
    )
    return Fit(
      map: objective.map(at: found.point),
      parameters: [
        result.temperatureParameter,
        FittedParameter(name: "scale", value: found.point.scale, standardError: nil),
        result.gammaParameter,
      ],
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }

  /// The lowest of what is found from the two parts, and of the parts themselves.
  private static func optimum(
    _ objective: StructuredVectorObjective,
    _ data: LabeledPredictions
  ) -> (point: StructuredVectorObjective.Point, value: Double, converged: Bool) {
    let focal = ScalarFit(freedom: .both, loss: .negativeLogLikelihood, search: .optimum)
      .fit(to: data)
    var start = StructuredVectorObjective.Point(classCount: data.classCount)
    start.scale = objective.temperature.temperature / focal.temperature
    start.gamma = focal.gamma
    let structured = objective.structuredOptimum()
    var best = objective.focalOptimum(from: structured.point)
    let other = objective.focalOptimum(from: start)
    if other.value < best.value { best = other }
    // γ = −1 is an end that the search comes close to but does not reach.
    let part = (point: start, value: objective.value(at: start), converged: true)
    return part.value < best.value ? part : best
  }
}
