import CalibrationKernels

/// Logistic regression of outcomes on up to three features of a score, by Newton's method with exact
/// Hessians: what Platt scaling, beta calibration and quadratic logistic calibration share.
///
/// Minimises the weighted mean of −t ln p − (1 − t) ln(1 − p) with logit p = θ · φ(s), which is
/// convex in θ. Every accepted step lowers it, up to the rounding of the last one.
struct BinaryLogisticFit {
  /// θ, or φ: unused places hold 0.
  typealias Vector = SIMD4<Double>
  /// Which of the coefficients.
  typealias Mask = SIMDMask<Vector.MaskStorage>

  private let targets: [Double]
  private let weights: [Double]
  /// θ that leaves the scores as they are.
  let identity: Vector
  private let totalWeight: Double
  /// φ / unit, feature after feature.
  private let features: [Double]
  /// The number of features, 2 or 3.
  private let featureCount: Int
  /// The features that are not 0 throughout, or as good as that.
  private let present: Mask
  /// The size of each feature's largest value, a power of two; 1 for features that are 0 throughout. θ
  /// is searched in units of 1 / unit.
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
    self.targets = scores.outcomes.map { $0 ? targets.positive : targets.negative }
    self.identity = identity
    weights = scores.weights ?? [Double](repeating: 1, count: scores.rowCount)
    totalWeight = weights.reduce(0, +)
    let rows = scores.logOdds.map(features)
    let largest = rows.reduce(Vector.zero) { largest, row in
      let size = row.replacing(with: -row, where: row .< 0)
      return size.replacing(with: largest, where: largest .> size)
    }
    // Log-probabilities of rows that are all but certain are too small to determine a coefficient.
    let present = largest .> 0x1p-30
    var unit = Vector(repeating: 1)
    for index in 0..<3 where present[index] { unit[index] = largest[index].binade }
    let count = present[2] ? 3 : 2
    self.features = (0..<count).flatMap { index in rows.map { $0[index] / unit[index] } }
    self.present = present
    self.unit = unit
    featureCount = count
  }

  /// The least value where `free` coefficients vary and the others are 0.
  func minimum(free: Mask) -> Result {
    let start = identity.replacing(with: 0, where: .!free)
    let free = free .& present
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
    /// With respect to the coefficients times `unit`, as all that follows.
    var gradient: Vector
    var hessian: [Vector]
  }

  private func model(at point: Vector) -> Model {
    let coefficients = point * unit
    let sum = ck_logistic_loss(
      features,
      featureCount,
      targets.count,
      targets,
      weights,
      [coefficients[0], coefficients[1], coefficients[2]]
    )
    let (x, y, z) = sum.gradient
    let (xx, yx, yy, zx, zy, zz) = sum.hessian
    return Model(
      value: sum.value / totalWeight,
      gradient: [x, y, z, 0] / totalWeight,
      hessian: [[xx, yx, zx, 0], [yx, yy, zy, 0], [zx, zy, zz, 0]].map { $0 / totalWeight }
    )
  }

  /// The first point along the steps, halved again and again, with a lower value.
  private func lower(from point: Vector, _ model: Model, by steps: [Vector?]) -> (Vector, Model)? {
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

  private func newtonStep(_ model: Model, _ free: Mask) -> Vector? {
    let trace = model.hessian[0][0] + model.hessian[1][1] + model.hessian[2][2]
    // The ridge, far below any curvature that data can determine, keeps the system solvable.
    return Self.solve(model.hessian, model.gradient, ridge: 1e-14 * trace + .leastNormalMagnitude, free)
  }

  /// The step of the largest curvature that a logistic loss of features below 2 can have: short, but
  /// always downhill.
  private func cautiousStep(_ model: Model, _ free: Mask) -> Vector {
    model.gradient.replacing(with: 0, where: .!free) / (0.25 * 3 * 4)
  }

  private func result(_ point: Vector, _ model: Model, _ free: Mask, converged: Bool) -> Result {
    var errors = Vector(repeating: .nan)
    for index in 0..<3 where free[index] {
      var axis = Vector.zero
      axis[index] = 1
      let column = Self.solve(model.hessian, axis, ridge: 0, free)
      if let column, column[index] > 0 {
        errors[index] = (column[index] / totalWeight).squareRoot() / unit[index]
      }
    }
    return Result(coefficients: point, value: model.value, standardErrors: errors, converged: converged)
  }

  /// Solves (H + ridge) x = b over the free places by Cholesky factors; `nil` where H is singular.
  private static func solve(_ hessian: [Vector], _ right: Vector, ridge: Double, _ free: Mask) -> Vector? {
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
