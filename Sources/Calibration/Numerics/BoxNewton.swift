/// A smooth function of two variables at a point, with its derivatives.
struct QuadraticModel: Sendable {
  var value: Double
  var gradient: SIMD2<Double>
  /// Second derivatives: xx, yy, xy.
  var hessian: SIMD3<Double>

  /// The decrease that the second-order model promises for a step.
  func decrease(_ step: SIMD2<Double>) -> Double {
    let curvature =
      hessian.x * step.x * step.x + hessian.y * step.y * step.y + 2 * hessian.z * step.x * step.y
    return -(gradient * step).sum() - curvature / 2
  }
}

/// Newton's method in a box of two variables, safeguarded: every accepted step lowers the function.
///
/// The variables should be such that valleys are nearly straight and a step of 1 is a long one. Steps
/// along each axis of the Hessian are cut to a radius that follows how well the second-order model
/// foretells the function, so that in a narrow bent valley the step along it is shortened and the one
/// across it, which is short by itself, stays whole. Where the Hessian is not positive definite,
/// the step goes downhill on each axis; a variable on a bound that the gradient presses against is
/// held there.
struct BoxNewton {
  let low: SIMD2<Double>
  let high: SIMD2<Double>
  /// Variables that are fixed from the start.
  var frozen: SIMDMask<SIMD2<Int64>> = .init(repeating: false)
  /// The search ends when a full step promises a smaller relative decrease than this.
  var tolerance: Double

  private static let longestStep = 2.0
  private static let maximumIterations = 100
  /// Where no step lowers the function and a full one promises no more than this, what it promises is
  /// lost in the function's rounding.
  private static let roundingTolerance = 1e-9

  struct Result: Sendable {
    /// The best point evaluated.
    var point: SIMD2<Double>
    /// Where the next, very small step would have led.
    var last: SIMD2<Double>
    var model: QuadraticModel
    var converged: Bool
  }

  /// The decrease that a full Newton step from a point promises.
  func promise(at point: SIMD2<Double>, _ model: QuadraticModel) -> Double {
    let move = step(at: point, model, activeVariables(at: point, model), Self.longestStep)
    return -(model.gradient * move).sum() / 2
  }

  /// Where a full Newton step from a point leads.
  func target(from point: SIMD2<Double>, _ model: QuadraticModel) -> SIMD2<Double> {
    candidate(from: point, model, activeVariables(at: point, model), Self.longestStep)
  }

  /// - Parameter known: The function at the start, if the caller has it.
  func minimise(
    from start: SIMD2<Double>,
    known: QuadraticModel? = nil,
    _ function: (SIMD2<Double>) -> QuadraticModel
  ) -> Result {
    var point = start.clamped(lowerBound: low, upperBound: high)
    var model = known ?? function(point)
    var radius = Self.longestStep
    for _ in 0..<Self.maximumIterations {
      let active = activeVariables(at: point, model)
      let scale = max(abs(model.value), 1e-3)
      let promise = promise(at: point, model)
      guard promise > tolerance * scale else {
        let last = target(from: point, model)
        return Result(point: point, last: last, model: model, converged: true)
      }
      let next = candidate(from: point, model, active, radius)
      let nextModel = function(next)
      let move = next - point
      let length = max(abs(move.x), abs(move.y))
      if nextModel.value < model.value {
        let promised = model.decrease(move)
        let decrease = model.value - nextModel.value
        if decrease > promised / 2 {
          radius = min(max(radius, 2 * length), Self.longestStep)
        } else if decrease < promised / 10 {
          radius = length / 2
        }
        point = next
        model = nextModel
      } else {
        radius = min(radius, length) / 4
        if radius < 1e-9 {
          let converged = promise <= Self.roundingTolerance * scale
          return Result(point: point, last: point, model: model, converged: converged)
        }
      }
    }
    return Result(point: point, last: point, model: model, converged: false)
  }

  /// The variables that are frozen, or on a bound that the gradient presses against.
  private func activeVariables(at point: SIMD2<Double>, _ model: QuadraticModel) -> SIMDMask<SIMD2<Int64>> {
    frozen .| ((point .<= low) .& (model.gradient .>= 0))
      .| ((point .>= high) .& (model.gradient .<= 0))
  }

  /// The end of a step, inside the box. Where the step would leave it through a side, it ends at the best
  /// point of that side by the second-order model.
  private func candidate(
    from point: SIMD2<Double>,
    _ model: QuadraticModel,
    _ active: SIMDMask<SIMD2<Int64>>,
    _ radius: Double
  ) -> SIMD2<Double> {
    let target = point + step(at: point, model, active, radius)
    var end = target.clamped(lowerBound: low, upperBound: high)
    let diagonal = SIMD2(model.hessian.x, model.hessian.y)
    for (side, free) in [(0, 1), (1, 0)]
    where end[side] != target[side] && !active[free] && diagonal[free] > 0 {
      let slope = model.gradient[free] + model.hessian.z * (end[side] - point[side])
      let move = max(-radius, min(-slope / diagonal[free], radius))
      end[free] = max(low[free], min(point[free] + move, high[free]))
    }
    return end
  }

  private func step(
    at point: SIMD2<Double>,
    _ model: QuadraticModel,
    _ active: SIMDMask<SIMD2<Int64>>,
    _ radius: Double
  ) -> SIMD2<Double> {
    let gradient = model.gradient.replacing(with: 0, where: active)
    var (xx, yy, xy) = (model.hessian.x, model.hessian.y, model.hessian.z)
    if active[0] { (xx, xy) = (0, 0) }
    if active[1] { (yy, xy) = (0, 0) }

    // The eigenvalues, made positive and no smaller than a part of the larger one.
    let mean = (xx + yy) / 2
    let spread = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    let largest = max(abs(mean + spread), abs(mean - spread), .leastNormalMagnitude)
    let axis = Self.direction(SIMD2(xx - (mean - spread), xy), SIMD2(xy, yy - (mean - spread)))
    let other = SIMD2(-axis.y, axis.x)
    var move = SIMD2<Double>.zero
    for (eigenvalue, axis) in [(mean + spread, axis), (mean - spread, other)] {
      let curvature = max(abs(eigenvalue), 1e-12 * largest)
      move -= axis * max(-radius, min((gradient * axis).sum() / curvature, radius))
    }
    return move.replacing(with: 0, where: active)
  }

  /// The unit eigenvector of the larger eigenvalue λ₁, from the columns of H − λ₂ I, which span its
  /// space.
  private static func direction(_ first: SIMD2<Double>, _ second: SIMD2<Double>) -> SIMD2<Double> {
    let column = (first * first).sum() >= (second * second).sum() ? first : second
    let length = (column * column).sum().squareRoot()
    return length > 0 ? column / length : SIMD2(1, 0)
  }
}
