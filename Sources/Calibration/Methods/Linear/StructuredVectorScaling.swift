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
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<StructuredVectorMap> {
    let objective = StructuredObjective(data, progress: progress)
    let found = objective.structuredOptimum()
    return objective.fit(
      found,
      map: StructuredVectorMap(objective, at: found.point),
      parameters: [objective.temperature.temperatureParameter]
    )
  }
}

extension StructuredVectorMap {
  init(_ objective: StructuredObjective, at point: StructuredObjective.Point, scale: Double? = nil)
  {
    self.init(
      unchecked: objective.features,
      diagonal: objective.diagonalRows(at: point).diagonal,
      intercept: point.coefficients.intercept,
      gamma: point.gamma,
      scale: scale
    )
  }
}

extension StructuredObjective {
  func fit<Map: CalibrationMap>(
    _ found: Optimum,
    map: Map,
    parameters: [FittedParameter]
  ) -> Fit<Map> {
    var result = temperature
    result.value = negativeLogLikelihood(at: found)
    // Without a matrix, penalties regularise all but the given parameters.
    result.warnings = data.fitWarnings(
      after: temperature,
      parameterCount: matrix ? matrixParameterCount : parameters.count,
      converged: found.converged
    )
    return Fit(
      map: map,
      parameters: parameters,
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }

  /// T, a and γ.
  func focalParameters(at point: Point) -> [FittedParameter] {
    [
      temperature.temperatureParameter,
      FittedParameter(name: "scale", value: point.scale, standardError: nil),
      FittedParameter(name: "gamma", value: point.gamma, standardError: nil),
    ]
  }
}
