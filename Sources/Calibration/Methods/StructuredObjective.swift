import Foundation

/// What the structured methods minimise: the mean negative log-likelihood of
/// Φ_γ(softmax((a I + diag(v) + M) ℓ + b)) plus
/// K/n (Σ v² + Σ b² + ln²(1 + γ)) + K (K − 1)/n Σ M².
///
/// ℓ are the log-probabilities of temperature scaling at its optimum, mixed with 1/(n+1) of the
/// uniform distribution. M, off the diagonal, is 0 in the vector methods.
struct StructuredObjective {
  /// The variables.
  struct Point: Sendable {
    var scale = 1.0
    var gamma = 0.0
    /// v in the vector methods; diag(v) + Mᵀ, row by row, in the matrix methods.
    var weights: [Double]
    var intercept: [Double]

    init(classCount: Int, matrix: Bool = false) {
      intercept = [Double](repeating: 0, count: classCount)
      weights = [Double](repeating: 0, count: matrix ? classCount * classCount : classCount)
    }
  }

  typealias Optimum = (point: Point, value: Double, converged: Bool)

  let data: LabeledPredictions
  /// The fit of temperature scaling that ℓ comes from.
  let temperature: ScalarFit.Result
  /// Whether M may differ from 0.
  let matrix: Bool
  private let likelihood: LinearLikelihood
  private let monitor: ProgressMonitor
  private let penalty: RidgePenalty

  init(
    _ data: LabeledPredictions,
    matrix: Bool = false,
    onProgress: (@Sendable (FitProgress) -> Void)? = nil
  ) {
    self.data = data
    self.matrix = matrix
    monitor = ProgressMonitor(onProgress)
    if matrix {
      monitor.start(
        rowCount: data.rowCount,
        parameterCount: data.classCount * (data.classCount + 1)
      )
    }
    temperature = ScalarFit.temperatureOptimum(of: data)
    likelihood = LinearLikelihood(
      data,
      TemperedFeatures(
        temperature: temperature.temperature,
        smoothing: 1 / (data.totalWeight + 1)
      )
    )
    let factor = Double(data.classCount) / data.totalWeight
    penalty = RidgePenalty(
      diagonal: factor,
      offDiagonal: factor * Double(data.classCount - 1),
      intercept: factor
    )
  }

  var features: TemperedFeatures { likelihood.features }
  private var classCount: Int { data.classCount }
  private var start: Point { Point(classCount: classCount, matrix: matrix) }

  // MARK: Optima

  /// The least value with a = 1 and γ = 0: a convex function.
  func structuredOptimum() -> Optimum {
    matrix ? structuredOptimum(matrixRows) : structuredOptimum(diagonalRows)
  }

  private func structuredOptimum<Rows: LinearRows<Double>>(_ rows: @escaping (Point) -> Rows)
    -> Optimum
  {
    let search = LinearSearch(likelihood: likelihood, penalty: penalty, monitor: monitor) {
      rows(point(weights: $0, intercept: $1))
    }
    let found = search.optimum(fromWeights: start.weights, intercept: start.intercept)
    return (
      point(weights: found.weights, intercept: found.intercept), found.value, found.converged
    )
  }

  /// The lowest of what is found with all variables free from the two parts, structured scaling and
  /// focal temperature scaling, and of the parts themselves.
  func focalOptimum() -> Optimum {
    let focal = ScalarFit(freedom: .both, loss: .negativeLogLikelihood, search: .optimum)
      .fit(to: data)
    var part = start
    part.scale = temperature.temperature / focal.temperature
    part.gamma = focal.gamma
    let preconditioner =
      matrix
      ? LinearPreconditioner(likelihood, at: matrixRows(at: start), penalty)
      : LinearPreconditioner(likelihood, at: diagonalRows(at: start), penalty)
    var best = focalOptimum(from: structuredOptimum().point, preconditioner)
    let other = focalOptimum(from: part, preconditioner)
    if other.value < best.value { best = other }
    // The search does not start at the part where its γ is all but −1.
    let value = value(at: part)
    return value < best.value ? (part, value, true) : best
  }

  private func focalOptimum(
    from start: Point,
    _ preconditioner: LinearPreconditioner
  ) -> Optimum {
    // ln a and ln(1 + γ) come first. γ = −1 lies at minus infinity; a start there begins above.
    let scalars = [log(start.scale), log(max(1 + start.gamma, 1e-3))]
    func evaluate(_ variables: [Double]) -> (value: Double, gradient: [Double]) {
      guard let point = focalPoint(variables) else { return (.infinity, variables) }
      let (value, gradient) = self.evaluate(point, focal: true)
      monitor.evaluated(value)
      let scalars = [point.scale * gradient.scale, (1 + point.gamma) * gradient.gamma]
      return (value, scalars + self.variables(gradient))
    }
    let result = LBFGS().minimise(
      from: scalars + variables(start),
      preconditioner: { $0.prefix(2) + preconditioner(Array($0.dropFirst(2))) },
      evaluate
    )
    return (focalPoint(result.point) ?? start, result.value, result.converged)
  }

  /// `nil` beyond the largest γ and scales that are searched.
  private func focalPoint(_ variables: [Double]) -> Point? {
    guard variables[1] <= log1p(ScalarFit.high.y), abs(variables[0]) <= ScalarFit.high.x else {
      return nil
    }
    var point = point(
      weights: Array(variables[2..<(variables.count - classCount)]),
      intercept: Array(variables.suffix(classCount))
    )
    point.scale = exp(variables[0])
    point.gamma = expm1(variables[1])
    return point
  }

  private func variables(_ point: Point) -> [Double] { point.weights + point.intercept }

  private func point(weights: [Double], intercept: [Double]) -> Point {
    var point = start
    point.weights = weights
    point.intercept = intercept
    return point
  }

  // MARK: Values

  /// The penalised value at a point.
  func value(at point: Point) -> Double { evaluate(point, focal: true).value }

  /// The mean negative log-likelihood alone.
  func negativeLogLikelihood(at optimum: Optimum) -> Double {
    optimum.value - penalties(optimum.point)
  }

  /// The penalised value and its derivatives with respect to a, γ, v, b and M.
  func evaluate(_ point: Point, focal: Bool) -> (value: Double, gradient: Point) {
    let gamma = focal ? point.gamma : nil
    var mean =
      matrix
      ? likelihood.evaluate(matrixRows(at: point), gamma: gamma)
      : likelihood.evaluate(diagonalRows(at: point), gamma: gamma)
    var gradient = start
    gradient.scale = diagonal.reduce(0) { $0 + mean.weights[$1] }
    gradient.gamma =
      mean.gamma + 2 * penalty.intercept * log1p(point.gamma) / (1 + point.gamma)
    penalty.addGradient(atWeights: point.weights, intercept: point.intercept, to: &mean)
    gradient.weights = mean.weights
    gradient.intercept = mean.intercept
    return (mean.value + penalties(point), gradient)
  }

  private func penalties(_ point: Point) -> Double {
    // Φ_γ moves log-odds by at most |ln(1 + γ)| from a temperature's, so this is held as a shift is.
    let shift = log1p(point.gamma)
    return penalty.value(weights: point.weights, intercept: point.intercept)
      + penalty.intercept * shift * shift
  }

  // MARK: Maps

  /// a + v, for the vector methods.
  func diagonalRows(at point: Point) -> DiagonalRows<Double> {
    DiagonalRows(diagonal: weights(at: point), intercept: point.intercept)
  }

  /// a I + diag(v) + M, for the matrix methods.
  func matrixRows(at point: Point) -> MatrixRows<Double> {
    MatrixRows(
      transposed: weights(at: point),
      intercept: point.intercept,
      floor: features.floor(classCount: classCount)
    )
  }

  private func weights(at point: Point) -> [Double] {
    var weights = point.weights
    for index in diagonal { weights[index] += point.scale }
    return weights
  }

  /// Where the weights on the diagonal are.
  private var diagonal: StrideTo<Int> {
    matrix
      ? stride(from: 0, to: classCount * classCount, by: classCount + 1)
      : stride(from: 0, to: classCount, by: 1)
  }
}
