/// A map of structured scaling: what a vector and a matrix, with the focal calibration map or without,
/// have in common.
protocol StructuredMap: CalibrationMap {
  /// Whether a full matrix is fitted.
  static var hasMatrix: Bool { get }

  /// The map at a point of the objective; its scale is `nil` where it was not fitted.
  init(_ objective: StructuredObjective, at point: StructuredObjective.Point, scale: Double?)
}

extension StructuredMap {
  /// The fit, with the focal calibration map after it or without.
  static func fitted(to data: LabeledPredictions, focal: Bool, progress: FitProgressHandler?) -> Fit<Self> {
    let objective = StructuredObjective(data, matrix: hasMatrix, progress: progress)
    let found = focal ? objective.focalOptimum() : objective.structuredOptimum()
    return objective.fit(
      found,
      map: Self(objective, at: found.point, scale: focal ? found.point.scale : nil),
      parameters: focal
        ? objective.focalParameters(at: found.point) : [objective.temperature.temperatureParameter]
    )
  }
}

extension StructuredVectorMap: StructuredMap {
  static let hasMatrix = false

  init(_ objective: StructuredObjective, at point: StructuredObjective.Point, scale: Double? = nil) {
    self.init(
      unchecked: StructuredFrame(unchecked: objective.features, gamma: point.gamma, scale: scale),
      diagonal: objective.diagonalRows(at: point).diagonal,
      intercept: point.coefficients.intercept
    )
  }
}

extension StructuredMatrixMap: StructuredMap {
  static let hasMatrix = true

  init(_ objective: StructuredObjective, at point: StructuredObjective.Point, scale: Double? = nil) {
    let frame = StructuredFrame(unchecked: objective.features, gamma: point.gamma, scale: scale)
    self.init(unchecked: frame, rows: objective.matrixRows(at: point))
  }
}

extension StructuredObjective {
  func fit<Map: CalibrationMap>(_ found: Optimum, map: Map, parameters: [FittedParameter]) -> Fit<Map> {
    var result = temperature
    result.value = negativeLogLikelihood(at: found)
    // Without a matrix, penalties regularise all but the given parameters.
    result.warnings = data.fitWarnings(
      after: temperature,
      parameterCount: matrix ? matrixParameterCount : parameters.count,
      converged: found.converged
    )
    return Fit(map: map, parameters: parameters, objective: .negativeLogLikelihood, result, data)
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
