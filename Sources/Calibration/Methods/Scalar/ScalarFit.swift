import CMath

/// The fit of T, γ or both, which temperature scaling, focal calibration and focal temperature
/// scaling share.
struct ScalarFit: Sendable {
  /// The box that is searched: T ∈ [e⁻⁸, e⁸], γ ∈ [−1, 100].
  static let low = SIMD2(-8.0, -1)
  static let high = SIMD2(8.0, 100)
  /// T = 1, γ = 0.
  static let identity = SIMD2<Double>.zero

  let freedom: ScalarParameters
  let loss: FittingObjective
  let search: ParameterSearch

  /// The parameters found, as (ln T, γ).
  struct Result: Sendable {
    var point: SIMD2<Double>
    var value: Double
    var uncalibratedValue: Double
    var standardErrors: (temperature: Double?, gamma: Double?) = (nil, nil)
    var warnings: [FitWarning] = []

    var temperature: Double { exp(point.x) }
    var gamma: Double { point.y }
  }

  /// Temperature scaling by likelihood, where other methods start.
  static func temperatureOptimum(of data: LabeledPredictions) -> Result {
    ScalarFit(freedom: .temperature, loss: .negativeLogLikelihood, search: .optimum).fit(to: data)
  }

  func fit(to data: LabeledPredictions) -> Result {
    var warnings = data.warnings(forParameterCount: freedom.count)
    var result = Workers.awake { minimum(data) }
    if !result.warnings.contains(.constantScores) {
      warnings += boundWarnings(result, data)
    }
    result.warnings = warnings + result.warnings
    return result
  }

  private func minimum(_ data: LabeledPredictions) -> Result {
    switch (loss.isSmooth, search) {
    case (true, .optimum): smoothOptimum(data)
    case (_, .publishedGrid): gridOptimum(data)
    case (false, .optimum): CalibrationErrorSearch(data, loss: loss).minimum(freedom)
    }
  }

  // MARK: Smooth objectives

  private func smoothOptimum(_ data: LabeledPredictions) -> Result {
    let optimum = FocalTemperatureOptimum(data, loss: loss, freedom: freedom)
    let uncalibrated = optimum.temperatureValue(at: Self.identity)
    var result = Result(point: Self.identity, value: uncalibrated, uncalibratedValue: uncalibrated)
    guard let found = optimum.find() else {
      result.warnings = [.constantScores]
      return result
    }
    if !found.converged { result.warnings.append(.notConverged) }
    if found.model.value <= uncalibrated {
      result.point = found.point
      result.value = found.model.value
      addStandardErrors(to: &result, found.model, data)
    }
    return result
  }

  private func addStandardErrors(to result: inout Result, _ model: QuadraticModel, _ data: LabeledPredictions) {
    guard loss == .negativeLogLikelihood else { return }
    let inside = (result.point .> Self.low) .& (result.point .< Self.high)
    let free = (temperature: freedom.varyingTemperature && inside[0], gamma: freedom.varyingGamma && inside[1])
    let weight = data.totalWeight
    let (xx, yy, xy) = (model.hessian.x, model.hessian.y, model.hessian.z)
    let variances: (Double, Double)
    switch free {
    case (true, true):
      let determinant = xx * yy - xy * xy
      guard determinant > 1e-8 * abs(xx * yy), xx > 0, yy > 0 else {
        result.warnings.append(.notIdentified)
        return
      }
      variances = (yy / determinant, xx / determinant)
    case (true, false): variances = (1 / xx, .nan)
    case (false, true): variances = (.nan, 1 / yy)
    default: return
    }
    let box = Self.high - Self.low
    let error = { (variance: Double, width: Double) -> Double? in
      let value = (variance / weight).squareRoot()
      // An error as wide as the box says that the data do not determine the parameter.
      return value < width ? value : nil
    }
    result.standardErrors = (error(variances.0, box.x).map { $0 * result.temperature }, error(variances.1, box.y))
  }

  // MARK: The published grid

  private func gridOptimum(_ data: LabeledPredictions) -> Result {
    let temperatures = freedom.varyingTemperature ? ParameterSearch.publishedTemperatures : [1]
    let gammas = freedom.varyingGamma ? ParameterSearch.publishedGammas : [0]
    let value: (SIMD2<Double>) -> Double
    if loss.isSmooth {
      let objective = FocalTemperatureObjective(data, loss: loss, varyingGamma: freedom.varyingGamma)
      value = { objective.value(at: $0) }
    } else {
      let objective = CalibrationErrorSearch(data, loss: loss)
      value = { objective.value(at: $0) }
    }
    let uncalibrated = value(Self.identity)
    var result = Result(point: Self.identity, value: uncalibrated, uncalibratedValue: uncalibrated)
    for temperature in temperatures {
      for gamma in gammas {
        let point = SIMD2(log(temperature), gamma)
        let candidate = value(point)
        if candidate < result.value {
          result.point = point
          result.value = candidate
        }
      }
    }
    return result
  }

  // MARK: Warnings

  /// Where a fit seems to have no finite optimum though it ends within the box: the objective is then too
  /// flat to go on.
  private static let flat = (value: 1e-6, gamma: 10.0)

  private func boundWarnings(_ result: Result, _ data: LabeledPredictions) -> [FitWarning] {
    let point = result.point
    var warnings: [FitWarning] = []
    let (low, high) = search.box
    let onBound = (point .<= low) .| (point .>= high)
    if freedom.varyingTemperature && onBound[0] {
      warnings.append(.onBound(parameter: "temperature", value: exp(point.x)))
    }
    if freedom.varyingGamma && onBound[1] {
      warnings.append(.onBound(parameter: "gamma", value: point.y))
    }
    let isFlat = result.value < Self.flat.value || point.y > Self.flat.gamma
    if !warnings.isEmpty ? data.isSeparable : isFlat && data.isSeparable(butForTies: true) {
      warnings.append(.separable)
    }
    return warnings
  }
}

extension ScalarFit.Result {
  var temperatureParameter: FittedParameter {
    FittedParameter(name: "temperature", value: temperature, standardError: standardErrors.temperature)
  }

  var gammaParameter: FittedParameter {
    FittedParameter(name: "gamma", value: gamma, standardError: standardErrors.gamma)
  }
}

extension Fit {
  init(
    map: Map,
    parameters: [FittedParameter],
    objective: FittingObjective,
    _ result: ScalarFit.Result,
    _ data: LabeledPredictions
  ) {
    self.init(
      map: map,
      parameters: parameters,
      objective: objective,
      value: result.value,
      uncalibratedValue: result.uncalibratedValue,
      rowCount: data.predictions.exampleCount,
      classCount: data.classCount,
      warnings: result.warnings
    )
  }
}

extension LabeledPredictions {
  /// What is to be said of a fit whose parameters belong to single classes, started from a fit of
  /// temperature scaling.
  func fitWarnings(after temperature: ScalarFit.Result, parameterCount: Int, converged: Bool) -> [FitWarning] {
    var warnings = warnings(forParameterCount: parameterCount) + unseenClassWarnings
    if temperature.warnings.contains(.constantScores) { warnings.append(.constantScores) }
    if isSeparable { warnings.append(.separable) }
    if !converged { warnings.append(.notConverged) }
    return warnings
  }
}

extension ScalarFit.Result {
  /// Whether T lies within the search, so that it says something of the data.
  var isTemperatureInside: Bool {
    point.x > ScalarFit.low.x && point.x < ScalarFit.high.x
  }
}
