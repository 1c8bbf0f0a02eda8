import Foundation

/// The fit of T, γ or both, which temperature scaling, focal calibration and focal temperature
/// scaling share.
struct ScalarFit: Sendable {
  /// What may vary.
  enum Freedom: Sendable {
    case temperature, gamma, both

    var varyingTemperature: Bool { self != .gamma }
    var varyingGamma: Bool { self != .temperature }
    var parameterCount: Int { self == .both ? 2 : 1 }
  }

  /// The box that is searched: T ∈ [e⁻⁸, e⁸], γ ∈ [−1, 100].
  static let low = SIMD2(-8.0, -1)
  static let high = SIMD2(8.0, 100)
  /// T = 1, γ = 0.
  static let identity = SIMD2<Double>.zero

  let freedom: Freedom
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

  func fit(to data: LabeledPredictions) -> Result {
    var warnings = dataWarnings(data)
    var result: Result
    switch (loss.isSmooth, search) {
    case (true, .optimum):
      result = smoothOptimum(data)
    case (_, .publishedGrid):
      result = gridOptimum(data)
    case (false, .optimum):
      result = CalibrationErrorSearch(data, loss: loss).minimum(freedom)
    }
    if !result.warnings.contains(.constantScores) {
      warnings += boundWarnings(result.point, data)
    }
    result.warnings = warnings + result.warnings
    return result
  }

  // MARK: Smooth objectives

  /// Below this number of scores, double precision and all rows are affordable at every step.
  private static let smallScoreCount = 1 << 20

  private func smoothOptimum(_ data: LabeledPredictions) -> Result {
    let plain = FocalTemperatureObjective(data, loss: loss, varyingGamma: false)
    let objective =
      freedom.varyingGamma
      ? FocalTemperatureObjective(data, loss: loss, varyingGamma: true) : plain
    let uncalibrated = plain.evaluate(at: Self.identity, .double).value
    var result = Result(
      point: Self.identity,
      value: uncalibrated,
      uncalibratedValue: uncalibrated
    )
    let optimum: BoxNewton.Result
    switch freedom {
    case .temperature, .gamma:
      guard let start = coarseOptimum(objective, freedom) else {
        result.warnings = [.constantScores]
        return result
      }
      optimum = refine(objective, from: start, freedom)
    case .both:
      guard let start = coarseOptimum(plain, .temperature) else {
        result.warnings = [.constantScores]
        return result
      }
      optimum = jointOptimum(objective, plain, temperatureStart: start)
    }
    if !optimum.converged { result.warnings.append(.notConverged) }
    if optimum.model.value <= uncalibrated {
      result.point = optimum.point
      result.value = optimum.model.value
      addStandardErrors(to: &result, optimum.model, data)
    }
    return result
  }

  /// The optimum over T and γ, never worse than that of temperature scaling.
  private func jointOptimum(
    _ objective: FocalTemperatureObjective,
    _ plain: FocalTemperatureObjective,
    temperatureStart: SIMD2<Double>
  ) -> BoxNewton.Result {
    // Starts along the ridge T ∝ 1 + γ, on which the focal map resembles temperature scaling.
    let sampled = [0, -0.7, 4].map { gamma in
      newton(.both, tolerance: sampleTolerance(objective)).minimise(
        from: SIMD2(temperatureStart.x + log(1 + gamma), gamma),
        { sample(objective, at: $0) }
      )
    }
    let start = sampled.min { $0.model.value < $1.model.value }?.last ?? temperatureStart
    let best = refine(objective, from: start, .both)
    let temperature = refine(plain, from: temperatureStart, .temperature)
    guard temperature.model.value < best.model.value else { return best }
    let second = refine(objective, from: temperature.point, .both)
    return second.model.value < best.model.value ? second : best
  }

  /// Newton's method from a point: with the classes in single precision while steps are long, and
  /// in double precision to the end.
  private func refine(
    _ objective: FocalTemperatureObjective,
    from start: SIMD2<Double>,
    _ freedom: Freedom
  ) -> BoxNewton.Result {
    var point = start
    if objective.scoreCount > Self.smallScoreCount {
      // A step that promises a relative decrease of 1e-6 leaves about its square behind, so the
      // double-precision stage has nothing to do but to confirm.
      point =
        newton(freedom, tolerance: 1e-6).minimise(from: point) {
          objective.evaluate(at: $0, .single)
        }.last
    }
    return newton(freedom, tolerance: 1e-13).minimise(from: point) {
      objective.evaluate(at: $0, .double)
    }
  }

  private func newton(_ freedom: Freedom, tolerance: Double) -> BoxNewton {
    var newton = BoxNewton(low: Self.low, high: Self.high, tolerance: tolerance)
    newton.frozen[0] = !freedom.varyingTemperature
    newton.frozen[1] = !freedom.varyingGamma
    return newton
  }

  /// The optimum over T or γ alone on a sample of the rows, or `nil` where nothing changes the
  /// objective. The starts span the box, since scores may be of any size.
  private func coarseOptimum(
    _ objective: FocalTemperatureObjective,
    _ freedom: Freedom
  ) -> SIMD2<Double>? {
    let points: [SIMD2<Double>] =
      freedom == .gamma
      ? [-1, -0.5, 0, 1, 3, 10, 100].map { SIMD2(0, $0) }
      : stride(from: -8, through: 8, by: 2).map { SIMD2($0, 0) }
    let values = points.map { sample(objective, at: $0).value }
    guard let least = values.min(), let index = values.firstIndex(of: least),
      values.contains(where: { abs($0 - least) > 1e-14 * abs(least) })
    else { return nil }
    return newton(freedom, tolerance: sampleTolerance(objective))
      .minimise(from: points[index], { sample(objective, at: $0) }).last
  }

  /// The objective on a sample of evenly spaced rows: enough to tell one basin from another.
  private func sample(
    _ objective: FocalTemperatureObjective,
    at point: SIMD2<Double>
  ) -> QuadraticModel {
    let step = sampleStep(objective)
    guard step > 1 else { return objective.evaluate(at: point, .double) }
    return objective.evaluate(everyRow: step, at: point, .single)
      ?? objective.evaluate(at: point, .single)
  }

  private func sampleStep(_ objective: FocalTemperatureObjective) -> Int {
    let rows = objective.data.rowCount
    let sampled = min(max(Self.smallScoreCount / objective.data.classCount, 256), 2_000)
    return rows / sampled
  }

  private func sampleTolerance(_ objective: FocalTemperatureObjective) -> Double {
    sampleStep(objective) > 1 ? 1e-6 : 1e-9
  }

  private func addStandardErrors(
    to result: inout Result,
    _ model: QuadraticModel,
    _ data: LabeledPredictions
  ) {
    guard loss == .negativeLogLikelihood else { return }
    let inside = (result.point .> Self.low) .& (result.point .< Self.high)
    let free = (
      temperature: freedom.varyingTemperature && inside[0],
      gamma: freedom.varyingGamma && inside[1]
    )
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
    let error = { (variance: Double) -> Double? in
      let value = (variance / weight).squareRoot()
      return value.isFinite ? value : nil
    }
    result.standardErrors = (
      error(variances.0).map { $0 * result.temperature }, error(variances.1)
    )
  }

  // MARK: The published grid

  private func gridOptimum(_ data: LabeledPredictions) -> Result {
    let temperatures = freedom.varyingTemperature ? ParameterSearch.publishedTemperatures : [1]
    let gammas = freedom.varyingGamma ? ParameterSearch.publishedGammas : [0]
    let value: (SIMD2<Double>) -> Double
    if loss.isSmooth {
      let objective = FocalTemperatureObjective(
        data,
        loss: loss,
        varyingGamma: freedom.varyingGamma
      )
      let precision: FocalTemperatureObjective.Precision =
        objective.scoreCount > Self.smallScoreCount ? .single : .double
      value = { objective.evaluate(at: $0, precision).value }
    } else {
      let objective = CalibrationErrorSearch(data, loss: loss)
      value = { objective.value(at: $0) }
    }
    let uncalibrated = value(Self.identity)
    var result = Result(
      point: Self.identity,
      value: uncalibrated,
      uncalibratedValue: uncalibrated
    )
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

  private func dataWarnings(_ data: LabeledPredictions) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let zeros = data.predictions.zeroProbabilityCount()
    if zeros > 0 { warnings.append(.zeroProbabilities(count: zeros)) }
    if let label = data.labels.first, data.labels.allSatisfy({ $0 == label }) {
      warnings.append(.singleLabel(Int(label)))
    }
    if data.rowCount < 10 * freedom.parameterCount {
      warnings.append(.fewRows(rows: data.rowCount, parameters: freedom.parameterCount))
    }
    return warnings
  }

  private func boundWarnings(
    _ point: SIMD2<Double>,
    _ data: LabeledPredictions
  ) -> [FitWarning] {
    guard search == .optimum else { return [] }
    var warnings: [FitWarning] = []
    let onBound = (point .<= Self.low) .| (point .>= Self.high)
    if freedom.varyingTemperature && onBound[0] {
      warnings.append(.onBound(parameter: "temperature", value: exp(point.x)))
    }
    if freedom.varyingGamma && onBound[1] {
      warnings.append(.onBound(parameter: "gamma", value: point.y))
    }
    if !warnings.isEmpty, data.isSeparable { warnings.append(.separable) }
    return warnings
  }
}

extension LabeledPredictions {
  /// Whether the label has a larger score than every other class in every row that counts.
  var isSeparable: Bool {
    predictions.mapBlocks { rows, block in
      rows.enumerated().allSatisfy { offset, row in
        if weights?[row] == 0 { return true }
        let scores = block[offset]
        let label = scores[Int(labels[row])]
        return scores.filter { $0 >= label }.count == 1
      }
    }.allSatisfy { $0 }
  }
}

extension ScalarFit.Result {
  var temperatureParameter: FittedParameter {
    FittedParameter(
      name: "temperature",
      value: temperature,
      standardError: standardErrors.temperature
    )
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
      rowCount: data.rowCount,
      classCount: data.classCount,
      warnings: result.warnings
    )
  }
}
