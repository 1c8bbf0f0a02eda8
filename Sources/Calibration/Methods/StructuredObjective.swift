import Foundation

/// What the structured methods minimise: the mean negative log-likelihood of
/// Φ_γ(softmax((a I + diag(v) + M) ℓ + b)) plus K/n (Σ v² + Σ b²) + K (K − 1)/n Σ M².
///
/// ℓ are the log-probabilities of temperature scaling at its optimum, mixed with 1/(n+1) of the
/// uniform distribution. M, off the diagonal, is 0 in the vector methods.
struct StructuredObjective: Sendable {
  /// The variables.
  struct Point: Sendable {
    var scale = 1.0
    var gamma = 0.0
    /// v.
    var diagonal: [Double]
    var intercept: [Double]
    /// Mᵀ, row by row, with zeros on its diagonal; empty in the vector methods.
    var offDiagonal: [Double]

    init(classCount: Int, matrix: Bool = false) {
      diagonal = [Double](repeating: 0, count: classCount)
      intercept = diagonal
      offDiagonal = [Double](repeating: 0, count: matrix ? classCount * classCount : 0)
    }
  }

  typealias Optimum = (point: Point, value: Double, converged: Bool)

  let data: LabeledPredictions
  /// The fit of temperature scaling that ℓ comes from.
  let temperature: ScalarFit.Result
  /// Whether M may differ from 0.
  let matrix: Bool
  private let likelihood: LinearLikelihood
  /// K/n.
  private let penalty: Double
  private let conditioning: LinearConditioning

  init(_ data: LabeledPredictions, matrix: Bool = false) {
    self.data = data
    self.matrix = matrix
    temperature = ScalarFit.temperatureOptimum(of: data)
    likelihood = LinearLikelihood(
      data,
      TemperedFeatures(
        temperature: temperature.temperature,
        smoothing: 1 / (data.totalWeight + 1)
      )
    )
    penalty = Double(data.classCount) / data.totalWeight
    conditioning = LinearConditioning(data, likelihood.features, scale: 1, penalty: penalty)
  }

  var features: TemperedFeatures { likelihood.features }
  private var classCount: Int { data.classCount }
  /// K (K − 1)/n.
  private var matrixPenalty: Double { penalty * Double(classCount - 1) }
  private var start: Point { Point(classCount: classCount, matrix: matrix) }

  // MARK: Optima

  /// The least value with a = 1 and γ = 0: a convex function.
  func structuredOptimum() -> Optimum {
    let result = LBFGS().minimise(from: variables(start)) { variables in
      let (value, gradient) = evaluate(point(variables), focal: false)
      return (value, self.gradient(gradient))
    }
    return (point(result.point), result.value, result.converged)
  }

  /// The lowest of what is found with all variables free from the two parts, structured scaling and
  /// focal temperature scaling, and of the parts themselves.
  func focalOptimum() -> Optimum {
    let focal = ScalarFit(freedom: .both, loss: .negativeLogLikelihood, search: .optimum)
      .fit(to: data)
    var part = start
    part.scale = temperature.temperature / focal.temperature
    part.gamma = focal.gamma
    var best = focalOptimum(from: structuredOptimum().point)
    let other = focalOptimum(from: part)
    if other.value < best.value { best = other }
    // γ = −1 is an end that the search comes close to but does not reach.
    let value = value(at: part)
    return value < best.value ? (part, value, true) : best
  }

  private func focalOptimum(from start: Point) -> Optimum {
    // ln a and ln(1 + γ) come first. γ = −1 lies at minus infinity; a start there begins above.
    let scalars = [log(start.scale), log(max(1 + start.gamma, 1e-3))]
    let result = LBFGS().minimise(from: scalars + variables(start)) { variables in
      guard let point = focalPoint(variables) else { return (.infinity, variables) }
      let (value, gradient) = evaluate(point, focal: true)
      let scalars = [point.scale * gradient.scale, (1 + point.gamma) * gradient.gamma]
      return (value, scalars + self.gradient(gradient))
    }
    return (focalPoint(result.point) ?? start, result.value, result.converged)
  }

  /// `nil` beyond the largest γ and scales that are searched.
  private func focalPoint(_ variables: [Double]) -> Point? {
    guard variables[1] <= log1p(ScalarFit.high.y), abs(variables[0]) <= ScalarFit.high.x else {
      return nil
    }
    var point = point(Array(variables.dropFirst(2)))
    point.scale = exp(variables[0])
    point.gamma = expm1(variables[1])
    return point
  }

  // MARK: Values

  /// The penalised value at a point.
  func value(at point: Point) -> Double { evaluate(point, focal: true).value }

  /// The mean negative log-likelihood alone.
  func negativeLogLikelihood(at point: Point) -> Double { value(at: point) - penalties(point) }

  /// The penalised value and its derivatives with respect to a, γ, v, b and M.
  func evaluate(_ point: Point, focal: Bool) -> (value: Double, gradient: Point) {
    let gamma = focal ? point.gamma : nil
    let factors = factors(at: point)
    var gradient = start
    let mean: LinearLikelihood.Gradient
    if matrix {
      mean = likelihood.evaluate(rows(at: point), gamma: gamma)
      gradient.diagonal = (0..<classCount).map { mean.weights[$0 * (classCount + 1)] }
      gradient.offDiagonal = zip(mean.weights, point.offDiagonal)
        .map { $0 + 2 * matrixPenalty * $1 }
      for index in 0..<classCount { gradient.offDiagonal[index * (classCount + 1)] = 0 }
    } else {
      let rows = DiagonalRows(diagonal: factors, intercept: point.intercept)
      mean = likelihood.evaluate(rows, gamma: gamma)
      gradient.diagonal = mean.weights
    }
    gradient.scale = gradient.diagonal.reduce(0, +)
    gradient.gamma = mean.gamma
    for index in 0..<classCount { gradient.diagonal[index] += 2 * penalty * point.diagonal[index] }
    gradient.intercept = zip(mean.intercept, point.intercept).map { $0 + 2 * penalty * $1 }
    return (mean.value + penalties(point), gradient)
  }

  private func penalties(_ point: Point) -> Double {
    let classes = (point.diagonal + point.intercept).reduce(0) { $0 + $1 * $1 }
    return penalty * classes + matrixPenalty * point.offDiagonal.reduce(0) { $0 + $1 * $1 }
  }

  // MARK: Maps

  /// a + v.
  func factors(at point: Point) -> [Double] { point.diagonal.map { point.scale + $0 } }

  /// a I + diag(v) + M.
  func rows(at point: Point) -> MatrixRows {
    var transposed = point.offDiagonal
    for (index, factor) in factors(at: point).enumerated() {
      transposed[index * (classCount + 1)] = factor
    }
    return MatrixRows(
      transposed: transposed,
      intercept: point.intercept,
      floor: features.floor(classCount: classCount)
    )
  }

  // MARK: Variables of the search

  private func variables(_ point: Point) -> [Double] {
    conditioning.variables(
      diagonal: point.diagonal,
      intercept: point.intercept,
      offDiagonal: point.offDiagonal,
      penalty: matrixPenalty
    )
  }

  private func point(_ variables: [Double]) -> Point {
    var point = start
    (point.diagonal, point.intercept, point.offDiagonal) = conditioning.parameters(
      variables,
      penalty: matrixPenalty
    )
    return point
  }

  private func gradient(_ gradient: Point) -> [Double] {
    conditioning.gradient(
      diagonal: gradient.diagonal,
      intercept: gradient.intercept,
      offDiagonal: gradient.offDiagonal,
      penalty: matrixPenalty
    )
  }
}
