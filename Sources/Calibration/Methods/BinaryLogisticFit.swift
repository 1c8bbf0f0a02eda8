import Foundation

/// Logistic regression of outcomes on up to three features of a score, by Newton's method with exact
/// Hessians: what Platt scaling, beta calibration and quadratic logistic calibration share.
///
/// Minimises the weighted mean of −t ln p − (1 − t) ln(1 − p) with logit p = θ · φ(s), which is
/// convex in θ. Every accepted step lowers it, up to the rounding of the last one.
struct BinaryLogisticFit {
  /// θ, or φ: unused places hold 0.
  typealias Vector = SIMD4<Double>

  /// The features φ of each row.
  let features: [Vector]
  let targets: [Double]
  let weights: [Double]
  /// θ that leaves the scores as they are.
  let identity: Vector
  private let totalWeight: Double
  /// The largest size of each feature, 0 where there is none: θ is searched in units of 1 / scale.
  private let scale: Vector
  /// `scale`, with 1 for features that there are not.
  private let unit: Vector

  struct Result {
    var coefficients: Vector
    /// The mean of the loss.
    var value: Double
    /// Of each coefficient, from the inverse Hessian; NaN where the data do not determine it.
    var standardErrors: Vector
    var converged: Bool
  }

  /// - Parameter targets: What p should be in rows where the event did not happen, and where it did.
  init(
    _ scores: BinaryScores,
    targets: (negative: Double, positive: Double) = (0, 1),
    identity: Vector,
    features: (Double) -> Vector
  ) {
    self.features = scores.logOdds.map(features)
    self.targets = scores.outcomes.map { $0 ? targets.positive : targets.negative }
    self.identity = identity
    weights = scores.weights ?? [Double](repeating: 1, count: scores.rowCount)
    totalWeight = weights.reduce(0, +)
    scale = self.features.reduce(Vector.zero) { scale, feature in
      let size = feature.replacing(with: -feature, where: feature .< 0)
      return size.replacing(with: scale, where: scale .> size)
    }
    unit = scale.replacing(with: 1, where: scale .== 0)
  }

  /// The least value where `free` coefficients vary and the others are 0.
  func minimum(free: SIMDMask<Vector.MaskStorage>) -> Result {
    let start = identity.replacing(with: 0, where: .!free)
    let free = free .& (scale .> 0)
    var best = start
    var model = self.model(at: start)
    // Where the scores are extreme the curvature is all but gone; no slope at all is then better.
    let flat = self.model(at: .zero)
    if flat.value < model.value { (best, model) = (.zero, flat) }
    for _ in 0..<200 {
      guard let step = newtonStep(model, free) else { break }
      let promise = (model.gradient * step).sum()
      guard promise > 1e-12 * max(model.value, 1e-9) else {
        // A last step, which may be too small to show in the value, doubles the digits that are right.
        let last = best - step / unit
        let polished = self.model(at: last)
        return polished.value <= model.value * (1 + 1e-15)
          ? result(last, polished, free, converged: true)
          : result(best, model, free, converged: true)
      }
      guard let (point, next) = lower(from: best, model, by: [step, cautiousStep(model, free)])
      else { return result(best, model, free, converged: true) }
      (best, model) = (point, next)
    }
    return result(best, model, free, converged: false)
  }

  // MARK: Steps

  private struct Model {
    var value: Double
    /// In units of `scale`, as all that follows.
    var gradient: Vector
    var hessian: [Vector]
  }

  private func model(at point: Vector) -> Model {
    var model = Model(value: 0, gradient: .zero, hessian: [.zero, .zero, .zero])
    for row in features.indices {
      let feature = features[row]
      let logOdds = (point * feature).sum()
      let target = targets[row]
      let weight = weights[row] / totalWeight
      // −t ln p − (1 − t) ln(1 − p), of which one term is usually 0.
      var loss = 0.0
      if target > 0 { loss += target * LogOdds.softplus(-logOdds) }
      if target < 1 { loss += (1 - target) * LogOdds.softplus(logOdds) }
      model.value += weight * loss
      let p = LogOdds.probability(logOdds)
      let complement = LogOdds.probability(-logOdds)
      let scaled = feature / unit
      // p − t without cancellation near 1.
      model.gradient += weight * (target > 0.5 ? (1 - target) - complement : p - target) * scaled
      for index in 0..<3 {
        model.hessian[index] += weight * p * complement * scaled[index] * scaled
      }
    }
    return model
  }

  /// The first point along the steps, halved again and again, with a lower value.
  private func lower(
    from point: Vector,
    _ model: Model,
    by steps: [Vector?]
  ) -> (Vector, Model)? {
    for case let step? in steps {
      var part = 1.0
      for _ in 0..<40 {
        let candidate = point - part * step / unit
        let next = self.model(at: candidate)
        if next.value < model.value { return (candidate, next) }
        part /= 2
      }
    }
    return nil
  }

  private func newtonStep(_ model: Model, _ free: SIMDMask<Vector.MaskStorage>) -> Vector? {
    let trace = model.hessian[0][0] + model.hessian[1][1] + model.hessian[2][2]
    // The ridge, far below any curvature that data can determine, keeps the system solvable.
    return Self.solve(
      model.hessian,
      model.gradient,
      ridge: 1e-14 * trace + .leastNormalMagnitude,
      free
    )
  }

  /// The step of the largest curvature that a logistic loss can have: short, but always downhill.
  private func cautiousStep(_ model: Model, _ free: SIMDMask<Vector.MaskStorage>) -> Vector {
    model.gradient.replacing(with: 0, where: .!free) / (0.25 * 3)
  }

  private func result(
    _ point: Vector,
    _ model: Model,
    _ free: SIMDMask<Vector.MaskStorage>,
    converged: Bool
  ) -> Result {
    var errors = Vector(repeating: .nan)
    for index in 0..<3 where free[index] {
      var axis = Vector.zero
      axis[index] = 1
      let column = Self.solve(model.hessian, axis, ridge: 0, free)
      if let column, column[index] > 0 {
        errors[index] = (column[index] / totalWeight).squareRoot() / scale[index]
      }
    }
    return Result(
      coefficients: point,
      value: model.value,
      standardErrors: errors,
      converged: converged
    )
  }

  /// Solves (H + ridge) x = b over the free places by Cholesky factors; `nil` where H is singular.
  private static func solve(
    _ hessian: [Vector],
    _ right: Vector,
    ridge: Double,
    _ free: SIMDMask<Vector.MaskStorage>
  ) -> Vector? {
    let places = (0..<3).filter { free[$0] }
    guard !places.isEmpty else { return nil }
    var factor = [Vector](repeating: .zero, count: 3)
    var solution = Vector.zero
    for row in places {
      for column in places where column <= row {
        let known = (factor[row] * factor[column]).sum()
        if column < row {
          factor[row][column] = (hessian[row][column] - known) / factor[column][column]
        } else {
          let pivot = hessian[row][row] + ridge - known
          guard pivot > 1e-15 * hessian[row][row], pivot > 0 else { return nil }
          factor[row][row] = pivot.squareRoot()
        }
      }
      solution[row] = (right[row] - (factor[row] * solution).sum()) / factor[row][row]
    }
    for row in places.reversed() {
      var rest = solution[row]
      for later in places where later > row { rest -= factor[later][row] * solution[later] }
      solution[row] = rest / factor[row][row]
    }
    return solution
  }
}
