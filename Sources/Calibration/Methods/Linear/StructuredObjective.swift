import CMath

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
    /// v in the vector methods; diag(v) + Mᵀ, row by row, in the matrix methods; then b.
    var coefficients: LinearCoefficients

    init(classCount: Int, matrix: Bool = false) {
      coefficients = LinearCoefficients(
        weightCount: matrix ? classCount * classCount : classCount,
        classCount: classCount
      )
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

  init(_ data: LabeledPredictions, matrix: Bool = false, progress: FitProgressHandler? = nil) {
    self.data = data
    self.matrix = matrix
    monitor = ProgressMonitor(progress)
    let ordered = matrix ? data.inCanonicalOrder : data
    temperature = ScalarFit.temperatureOptimum(of: ordered)
    likelihood = LinearLikelihood(
      ordered,
      TemperedFeatures(temperature: temperature.temperature, smoothing: 1 / (data.totalWeight + 1))
    )
    let factor = Double(data.classCount) / data.totalWeight
    penalty = RidgePenalty(diagonal: factor, offDiagonal: factor * Double(data.classCount - 1), intercept: factor)
    if matrix {
      monitor.start(rowCount: data.countedRowCount, parameterCount: matrixParameterCount)
    }
  }

  var features: TemperedFeatures { likelihood.features }
  /// The number of weights and shifts of the matrix methods.
  var matrixParameterCount: Int { data.classCount * (data.classCount + 1) }
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
      rows(point($0))
    }
    let found = search.optimum(from: start.coefficients)
    return (point(found.coefficients), found.value, found.converged)
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
    var best = structuredOptimum()
    best = Workers.awake { focalOptimum(from: best.point, preconditioner) }
    let other = Workers.awake { focalOptimum(from: part, preconditioner) }
    if other.value < best.value { best = other }
    // The search does not start at the part where its γ is all but −1.
    let value = value(at: part)
    return value < best.value ? (part, value, true) : best
  }

  private func focalOptimum(from start: Point, _ preconditioner: LinearPreconditioner) -> Optimum {
    // ln a and ln(1 + γ) come first. γ = −1 lies at minus infinity; a start there begins above.
    let scalars = [log(start.scale), log(max(1 + start.gamma, 1e-3))]
    func evaluate(_ variables: [Double]) -> (value: Double, gradient: [Double]) {
      guard let point = focalPoint(variables) else { return (.infinity, variables) }
      let (value, gradient) = self.evaluate(point, focal: true)
      monitor.evaluated(value)
      let scalars = [point.scale * gradient.scale, (1 + point.gamma) * gradient.gamma]
      return (value, scalars + gradient.coefficients.all)
    }
    let result = LBFGS().minimise(
      from: scalars + start.coefficients.all,
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
    var point = point(LinearCoefficients(Array(variables.dropFirst(2)), classCount: classCount))
    point.scale = exp(variables[0])
    point.gamma = expm1(variables[1])
    return point
  }

  private func point(_ coefficients: LinearCoefficients) -> Point {
    var point = Point(classCount: classCount)
    point.coefficients = coefficients
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
    gradient.scale = mean.coefficients.diagonal.reduce(0) { $0 + mean.coefficients.all[$1] }
    gradient.gamma =
      mean.gamma + 2 * penalty.intercept * log1p(point.gamma) / (1 + point.gamma)
    penalty.addGradient(at: point.coefficients, to: &mean.coefficients)
    gradient.coefficients = mean.coefficients
    return (mean.value + penalties(point), gradient)
  }

  private func penalties(_ point: Point) -> Double {
    // Φ_γ moves log-odds by at most |ln(1 + γ)| from a temperature's, so this is held as a shift is.
    let shift = log1p(point.gamma)
    return penalty.value(at: point.coefficients) + penalty.intercept * shift * shift
  }

  // MARK: Maps

  /// a + v, for the vector methods.
  func diagonalRows(at point: Point) -> DiagonalRows<Double> {
    DiagonalRows(scaled(point))
  }

  /// a I + diag(v) + M, for the matrix methods.
  func matrixRows(at point: Point) -> MatrixRows<Double> {
    MatrixRows(scaled(point), floor: features.floor(classCount: classCount))
  }

  /// The numbers of a I + diag(v) + M and b.
  private func scaled(_ point: Point) -> LinearCoefficients {
    var coefficients = point.coefficients
    for index in coefficients.diagonal { coefficients.all[index] += point.scale }
    return coefficients
  }
}
