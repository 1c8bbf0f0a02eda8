import Foundation

/// What structured vector scaling and its focal form minimise: the mean negative log-likelihood of
/// Φ_γ(softmax((a + v) ⊙ ℓ + b)) plus K/n (Σ v² + Σ b²).
///
/// ℓ are the log-probabilities of temperature scaling at its optimum, mixed with 1/(n+1) of the
/// uniform distribution.
struct StructuredVectorObjective: Sendable {
  /// The variables.
  struct Point: Sendable {
    var scale = 1.0
    var gamma = 0.0
    var diagonal: [Double]
    var intercept: [Double]

    init(classCount: Int) {
      diagonal = [Double](repeating: 0, count: classCount)
      intercept = diagonal
    }
  }

  /// The fit of temperature scaling that ℓ comes from.
  let temperature: ScalarFit.Result
  private let likelihood: VectorObjective
  private let penalty: Double
  private let conditioning: VectorConditioning

  init(_ data: LabeledPredictions) {
    temperature = ScalarFit.temperatureOptimum(of: data)
    likelihood = VectorObjective(
      data,
      TemperedFeatures(
        temperature: temperature.temperature,
        smoothing: 1 / (data.totalWeight + 1)
      )
    )
    penalty = Double(data.classCount) / data.totalWeight
    conditioning = VectorConditioning(data, likelihood.features, scale: 1, penalty: penalty)
  }

  var classCount: Int { likelihood.data.classCount }

  /// The least value with a = 1 and γ = 0: a convex function.
  func structuredOptimum() -> (point: Point, value: Double, converged: Bool) {
    let start = [Double](repeating: 0, count: 2 * classCount)
    let result = LBFGS().minimise(from: start) { variables in
      let (value, gradient) = evaluate(point(variables), focal: false)
      return (value, classGradient(gradient))
    }
    return (point(result.point), result.value, result.converged)
  }

  /// The lowest value found from a start with all variables free: ln a and ln(1 + γ) first.
  func focalOptimum(from start: Point) -> (point: Point, value: Double, converged: Bool) {
    // γ = −1 lies at minus infinity; a start there begins a little above.
    let variables = [log(start.scale), log(max(1 + start.gamma, 1e-3))]
    let classes = conditioning.variables(diagonal: start.diagonal, intercept: start.intercept)
    let result = LBFGS().minimise(from: variables + classes) { variables in
      guard let point = focalPoint(variables) else { return (.infinity, variables) }
      let (value, gradient) = evaluate(point, focal: true)
      return (
        value,
        [point.scale * gradient.scale, (1 + point.gamma) * gradient.gamma]
          + classGradient(gradient)
      )
    }
    return (focalPoint(result.point) ?? start, result.value, result.converged)
  }

  /// The penalised value at a point.
  func value(at point: Point) -> Double { evaluate(point, focal: true).value }

  /// The mean negative log-likelihood alone.
  func negativeLogLikelihood(at point: Point) -> Double {
    value(at: point) - penalty * Self.squares(point)
  }

  func map(at point: Point) -> StructuredVectorMap {
    StructuredVectorMap(
      unchecked: likelihood.features,
      diagonal: point.diagonal.map { point.scale + $0 },
      intercept: point.intercept,
      gamma: point.gamma
    )
  }

  /// The penalised value and its derivatives with respect to a, γ, v and b.
  func evaluate(_ point: Point, focal: Bool) -> (value: Double, gradient: Point) {
    let mean = likelihood.evaluate(
      diagonal: point.diagonal.map { point.scale + $0 },
      intercept: point.intercept,
      gamma: focal ? point.gamma : nil
    )
    var gradient = Point(classCount: classCount)
    gradient.scale = mean.diagonal.reduce(0, +)
    gradient.gamma = mean.gamma
    gradient.diagonal = zip(mean.diagonal, point.diagonal).map { $0 + 2 * penalty * $1 }
    gradient.intercept = zip(mean.intercept, point.intercept).map { $0 + 2 * penalty * $1 }
    return (mean.value + penalty * Self.squares(point), gradient)
  }

  private static func squares(_ point: Point) -> Double {
    (point.diagonal + point.intercept).reduce(0) { $0 + $1 * $1 }
  }

  private func point(_ variables: some Collection<Double>) -> Point {
    var point = Point(classCount: classCount)
    (point.diagonal, point.intercept) = conditioning.parameters(variables)
    return point
  }

  private func classGradient(_ gradient: Point) -> [Double] {
    conditioning.gradient(diagonal: gradient.diagonal, intercept: gradient.intercept)
  }

  /// `nil` beyond the largest γ and scales that are searched.
  private func focalPoint(_ variables: [Double]) -> Point? {
    guard variables[1] <= log1p(ScalarFit.high.y), abs(variables[0]) <= ScalarFit.high.x else {
      return nil
    }
    var point = point(variables.dropFirst(2))
    point.scale = exp(variables[0])
    point.gamma = expm1(variables[1])
    return point
  }
}
