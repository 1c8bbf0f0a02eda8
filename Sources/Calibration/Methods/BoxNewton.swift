/// A smooth function of two variables at a point, with its derivatives.
struct QuadraticModel: Sendable {
  var value: Double
  var gradient: SIMD2<Double>
  /// Second derivatives: xx, yy, xy.
  var hessian: SIMD3<Double>
}

/// Newton's method in a box of two variables, safeguarded: every accepted step lowers the function.
///
/// Where the Hessian is not positive definite, or a step fails, it is damped (Levenberg and
/// Marquardt); a variable on a bound that the gradient presses against is held there.
struct BoxNewton {
  let low: SIMD2<Double>
  let high: SIMD2<Double>
  /// Variables that are fixed from the start.
  var frozen: SIMDMask<SIMD2<Int64>> = .init(repeating: false)
  /// The search ends when a full step promises a smaller relative decrease than this.
  var tolerance: Double
  var maximumIterations = 60

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
    let active = activeVariables(at: point, model)
    return all(active) ? 0 : -(model.gradient * step(at: point, model, active, 0)).sum() / 2
  }

  func minimise(
    from start: SIMD2<Double>,
    _ function: (SIMD2<Double>) -> QuadraticModel
  ) -> Result {
    var point = start.clamped(lowerBound: low, upperBound: high)
    var model = function(point)
    var damping = 0.0
    for _ in 0..<maximumIterations {
      let active = activeVariables(at: point, model)
      if all(active) { return Result(point: point, last: point, model: model, converged: true) }
      let move = step(at: point, model, active, damping)
      let gain = -(model.gradient * move).sum() / 2
      let candidate = (point + move).clamped(lowerBound: low, upperBound: high)
      guard gain > tolerance * max(abs(model.value), 1e-3) else {
        return Result(point: point, last: candidate, model: model, converged: true)
      }
      let next = function(candidate)
      if next.value < model.value {
        point = candidate
        model = next
        damping = damping < 0.03 ? 0 : damping / 10
      } else {
        damping = max(damping * 10, 0.03)
        // The damping is so strong that no representable step is left.
        if damping > 1e12 {
          return Result(point: point, last: point, model: model, converged: true)
        }
      }
    }
    return Result(point: point, last: point, model: model, converged: false)
  }

  /// The variables that are frozen, or on a bound that the gradient presses against.
  private func activeVariables(
    at point: SIMD2<Double>,
    _ model: QuadraticModel
  ) -> SIMDMask<SIMD2<Int64>> {
    frozen .| ((point .<= low) .& (model.gradient .>= 0))
      .| ((point .>= high) .& (model.gradient .<= 0))
  }

  private func step(
    at point: SIMD2<Double>,
    _ model: QuadraticModel,
    _ active: SIMDMask<SIMD2<Int64>>,
    _ damping: Double
  ) -> SIMD2<Double> {
    // ln T and gamma move by comparable amounts when gamma is counted in units of 1 + gamma.
    let unit = SIMD2(1, 1 + abs(point.y))
    let gradient = (model.gradient * unit).replacing(with: 0, where: active)
    var xx = model.hessian.x
    var yy = model.hessian.y * unit.y * unit.y
    var xy = model.hessian.z * unit.y
    if active[0] { (xx, xy) = (0, 0) }
    if active[1] { (yy, xy) = (0, 0) }

    // The eigenvalues, made positive and no smaller than a part of the larger one.
    let mean = (xx + yy) / 2
    let radius = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    let largest = max(abs(mean + radius), abs(mean - radius), .leastNormalMagnitude)
    let angle = Self.direction(SIMD2(xx - (mean - radius), xy), SIMD2(xy, yy - (mean - radius)))
    let other = SIMD2(-angle.y, angle.x)
    var move = SIMD2<Double>.zero
    for (eigenvalue, axis) in [(mean + radius, angle), (mean - radius, other)] {
      let curvature = max(abs(eigenvalue), 1e-12 * largest) + damping * largest
      move -= axis * max(-2, min((gradient * axis).sum() / curvature, 2))
    }
    return (move * unit).replacing(with: 0, where: active)
  }

  /// The unit eigenvector of the larger eigenvalue λ₁, from the columns of H − λ₂ I, which span its
  /// space.
  private static func direction(_ first: SIMD2<Double>, _ second: SIMD2<Double>) -> SIMD2<Double> {
    let column = (first * first).sum() >= (second * second).sum() ? first : second
    let length = (column * column).sum().squareRoot()
    return length > 0 ? column / length : SIMD2(1, 0)
  }
}
