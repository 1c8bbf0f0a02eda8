/// A smooth convex function of three variables at a point, with its derivatives.
struct SimplexModel: Sendable {
  var value = 0.0
  var gradient = SIMD3<Double>.zero
  /// The rows of the Hessian.
  var hessian: [SIMD3<Double>] = Array(repeating: .zero, count: 3)

  /// The change that the second-order model promises for a step.
  func change(_ step: SIMD3<Double>) -> Double {
    (gradient * step).sum() + (curvature(step) * step).sum() / 2
  }

  /// The Hessian times a step.
  func curvature(_ step: SIMD3<Double>) -> SIMD3<Double> {
    hessian[0] * step.x + hessian[1] * step.y + hessian[2] * step.z
  }
}

/// Newton's method for a convex function of three weights that are not negative and sum to 1.
///
/// Each step goes towards the true minimum of the second-order model on the triangle (inside, on an
/// edge or at a corner), and is halved until the function falls.
enum SimplexNewton {
  struct Result: Sendable {
    var point: SIMD3<Double>
    var value: Double
    var converged: Bool
  }

  /// - Parameter start: A point inside the triangle at which the function is finite.
  static func minimise(from start: SIMD3<Double>, _ function: (SIMD3<Double>) -> SimplexModel) -> Result {
    var point = start
    var model = function(point)
    for _ in 0..<200 {
      let target = minimum(of: model, at: point)
      let promise = -model.change(target - point)
      guard promise > 1e-14 * max(abs(model.value), 1e-3) else {
        return Result(point: point, value: model.value, converged: true)
      }
      var share = 1.0
      var next = target
      var nextModel = function(next)
      while !(nextModel.value < model.value), share > 1e-9 {
        share /= 2
        next = point + share * (target - point)
        nextModel = function(next)
      }
      guard nextModel.value < model.value else {
        // What the model promises is lost in the function's rounding.
        return Result(point: point, value: model.value, converged: promise < 1e-10)
      }
      point = next
      model = nextModel
    }
    return Result(point: point, value: model.value, converged: false)
  }

  /// The minimum on the triangle of the second-order model at a point.
  private static func minimum(of model: SimplexModel, at point: SIMD3<Double>) -> SIMD3<Double> {
    let corners: [SIMD3<Double>] = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    var candidates = [(0, 1), (1, 2), (2, 0)].map { from, to in
      edgeMinimum(of: model, at: point, from: corners[from], to: corners[to])
    }
    // Inside: the stationary point in the plane that the first two weights span.
    let (u, v) = (corners[0] - corners[2], corners[1] - corners[2])
    let (hu, hv) = (model.curvature(u), model.curvature(v))
    let (uu, vv, uv) = ((hu * u).sum(), (hv * v).sum(), (hu * v).sum())
    let (gu, gv) = ((model.gradient * u).sum(), (model.gradient * v).sum())
    let determinant = uu * vv - uv * uv
    // Where the model is flat along a line, it has a minimum on an edge too.
    if determinant > 1e-15 * uu * vv {
      let inside =
        point - u * ((vv * gu - uv * gv) / determinant) - v * ((uu * gv - uv * gu) / determinant)
      if inside.min() >= 0 { candidates.append(inside) }
    }
    return candidates.min { model.change($0 - point) < model.change($1 - point) } ?? point
  }

  private static func edgeMinimum(
    of model: SimplexModel,
    at point: SIMD3<Double>,
    from: SIMD3<Double>,
    to: SIMD3<Double>
  ) -> SIMD3<Double> {
    let direction = to - from
    let slope = ((model.gradient + model.curvature(from - point)) * direction).sum()
    let curvature = (model.curvature(direction) * direction).sum()
    let share = curvature > 0 ? max(0, min(-slope / curvature, 1)) : slope < 0 ? 1 : 0
    return share == 1 ? to : from + share * direction
  }
}
