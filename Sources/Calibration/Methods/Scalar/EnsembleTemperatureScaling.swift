import CMath

/// Ensemble temperature scaling: p = w₁ softmax(z / T) + w₂ softmax(z) + w₃ / K, fitted on held-out
/// data.
///
/// T is that of temperature scaling by the same objective; then the weights, in which the objective
/// is convex, are fitted to their true optimum. On the fitting data the result is never worse than
/// temperature scaling, or than the uncalibrated scores, by the objective. The order of the classes
/// never changes.
///
/// Source: Zhang, Kailkhura and Han, "Mix-n-Match: Ensemble and Compositional Methods for
/// Uncertainty Calibration in Deep Learning" (ICML 2020), whose code minimises the Brier score.
public struct EnsembleTemperatureScaling: CalibrationMethod, Codable {
  public typealias Map = EnsembleTemperatureMap

  /// What the fit minimises.
  public var objective: ProperObjective

  /// Creates the method.
  ///
  /// - Parameter objective: What the fit minimises; the authors' code takes the Brier score.
  public init(objective: ProperObjective = .negativeLogLikelihood) {
    self.objective = objective
  }

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let scaling = ScalarFit(freedom: .temperature, loss: objective.fittingObjective, search: .optimum).fit(to: data)
    var warnings = scaling.warnings.filter {
      if case .fewRows = $0 { false } else { true }
    }
    warnings += FitWarning.ifFew(rows: data.countedRowCount, parameters: 3)

    var best = SimplexNewton.Result(point: SIMD3(1, 0, 0), value: scaling.value, converged: true)
    if !warnings.contains(.constantScores) {
      let parts = EnsembleParts(data, temperature: scaling.temperature)
      let found = parts.bestWeights(objective)
      if !found.converged { warnings.append(.notConverged) }
      if found.value < best.value { best = found }
    }
    let map = EnsembleTemperatureMap(
      unchecked: scaling.temperature,
      temperedWeight: best.point.x,
      uniformWeight: best.point.z
    )
    return Fit(
      map: map,
      parameters: [
        scaling.temperatureParameter,
        FittedParameter(name: "tempered_weight", value: map.temperedWeight, standardError: nil),
        FittedParameter(name: "original_weight", value: map.originalWeight, standardError: nil),
        FittedParameter(name: "uniform_weight", value: map.uniformWeight, standardError: nil),
      ],
      objective: objective.fittingObjective,
      value: best.value,
      uncalibratedValue: scaling.uncalibratedValue,
      rowCount: data.predictions.exampleCount,
      classCount: data.classCount,
      warnings: warnings
    )
  }
}

/// The three distributions that are mixed, on the fitting data.
private struct EnsembleParts {
  private let data: LabeledPredictions
  private let temperature: Double

  init(_ data: LabeledPredictions, temperature: Double) {
    self.data = data
    self.temperature = temperature
  }

  func bestWeights(_ objective: ProperObjective) -> SimplexNewton.Result {
    let middle = SIMD3<Double>(repeating: 1.0 / 3)
    switch objective {
    case .negativeLogLikelihood:
      let likelihood = MixtureLikelihood(self)
      return SimplexNewton.minimise(from: middle, likelihood.model)
    case .brier:
      let score = brierScore()
      return SimplexNewton.minimise(from: middle) { weights in
        let product = score.curvature(weights)
        return SimplexModel(
          value: score.value + score.change(weights),
          gradient: score.gradient + product,
          hessian: score.hessian
        )
      }
    }
  }

  /// The mixture's mean negative log-likelihood as a function of the weights.
  private struct MixtureLikelihood {
    /// The label's probability under each part, over the largest of the three.
    var ratios: [SIMD3<Double>] = []
    var weights: [Double]?
    /// The mean of the logarithms of the largest.
    var offset = 0.0
    var totalWeight = 0.0

    init(_ parts: EnsembleParts) {
      let data = parts.data
      let uniform = -log(Double(data.classCount))
      weights = data.weights
      totalWeight = data.totalWeight
      ratios.reserveCapacity(data.rowCount)
      let logs = parts.mapParts { rows, tempered, original in
        rows.enumerated().map { index, row in
          let label = index * data.classCount + Int(data.labels[row])
          return SIMD3(tempered[label], original[label], uniform)
        }
      }
      for row in logs.joined() {
        let top = row.max()
        offset += top * (weights?[ratios.count] ?? 1) / totalWeight
        ratios.append(SIMD3(exp(row.x - top), exp(row.y - top), exp(row.z - top)))
      }
    }

    func model(_ point: SIMD3<Double>) -> SimplexModel {
      var model = SimplexModel(value: -offset)
      for (row, ratio) in ratios.enumerated() {
        let weight = (weights?[row] ?? 1) / totalWeight
        if weight == 0 { continue }
        let sum = (ratio * point).sum()
        let score = ratio / sum
        model.value -= weight * log(sum)
        model.gradient -= weight * score
        for index in 0..<3 { model.hessian[index] += weight * score[index] * score }
      }
      return model
    }
  }

  /// The mean Brier score Σ_k (p_k − y_k)² as a quadratic function of the weights, at weights of 0.
  private func brierScore() -> SimplexModel {
    let share = 1 / Double(data.classCount)
    let total = data.totalWeight
    let sums = mapParts { rows, tempered, original in
      var sum = SimplexModel()
      for (index, row) in rows.enumerated() {
        let weight = (data.weights?[row] ?? 1) / total
        for column in 0..<data.classCount {
          let place = index * data.classCount + column
          let parts = SIMD3(exp(tempered[place]), exp(original[place]), share)
          if column == Int(data.labels[row]) { sum.gradient -= 2 * weight * parts }
          for part in 0..<3 { sum.hessian[part] += 2 * weight * parts[part] * parts }
        }
      }
      return sum
    }
    return sums.reduce(into: SimplexModel(value: 1)) { total, part in
      total.gradient += part.gradient
      for index in 0..<3 { total.hessian[index] += part.hessian[index] }
    }
  }

  /// Calls `body`, in parallel, with the log-probabilities of the tempered and the original softmax
  /// of each block of rows, and returns the results in order.
  private func mapParts<Result: Sendable>(
    _ body:
      @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Result
  ) -> [Result] {
    data.predictions.mapBlocks { rows, block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.scores.count) { tempered in
        _ = tempered.update(fromContentsOf: block.scores)
        TemperatureMap(unchecked: temperature)
          .transform(LogitBlock(tempered, classCount: block.classCount))
        IdentityMap().transform(block)
        return body(rows, tempered, block.scores)
      }
    }
  }
}
