import CalibrationKernels

/// Limited-memory BFGS for smooth functions of many variables, with a line search on the weak Wolfe
/// conditions: every accepted step lowers the function, as far as its values can tell, and the curvature
/// it measures is positive.
///
/// Our own, because the library is to need nothing but the toolchain, and because the fits it serves
/// know their curvature well: with a preconditioner they take some ten evaluations, without one
/// hundreds.
///
/// Source: Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006), algorithms 7.4 and 7.5;
/// the line search by bisection is that of Lewis and Overton (2013), its test of inexact values the
/// approximate Wolfe condition of Hager and Zhang (2005).
struct LBFGS: Sendable {
  /// The number of steps remembered.
  var memory = 12
  /// The search ends when gᵀ P g, about twice what the function can still fall, is at most this times
  /// max(|f|, 1); g is the gradient and P the preconditioner.
  var tolerance = 1e-13
  var maximumIterations = 1_000
  /// The error that values may have, relative to max(|f|, 1). A step that changes the value by less is
  /// judged by its gradients.
  var valueError = 0.0
  /// The points tried along a direction.
  var mostTrials = 50

  struct Result: Sendable {
    var point: [Double]
    /// Where the next step would have led: of a search that has converged, a very small one.
    var next: [Double]
    var value: Double
    var converged: Bool
    /// How often the function was evaluated.
    var evaluationCount: Int
    /// The last steps, with which another search can go on.
    var steps: [Step]
  }

  /// A step remembered: the move, the change of the gradient, and their reciprocal product.
  struct Step: Sendable {
    fileprivate var move: [Double]
    fileprivate var change: [Double]
    fileprivate var curvature: Double

    /// `nil` where the function does not curve upwards along the move.
    init?(move: [Double], change: [Double]) {
      let product = LBFGS.dot(move, change)
      guard product > 0 else { return nil }
      self.move = move
      self.change = change
      curvature = 1 / product
    }
  }

  typealias Evaluation = (value: Double, gradient: [Double])

  /// The lowest point found from `start`.
  ///
  /// - Parameters:
  ///   - evaluated: Value and gradient at the start, if they are known.
  ///   - steps: The last steps of a search of the same function that ended at the start.
  ///   - preconditioner: The product of a gradient with an approximate inverse Hessian, symmetric and
  ///     positive definite; the identity by default.
  ///   - function: The value and the gradient at a point. A value that is not finite says that the
  ///     point lies outside the function's domain; the start must lie inside.
  func minimise(
    from start: [Double],
    evaluated: Evaluation? = nil,
    remembering steps: [Step] = [],
    preconditioner: (([Double]) -> [Double])? = nil,
    _ function: ([Double]) -> Evaluation
  ) -> Result {
    var evaluationCount = 0
    func evaluate(_ point: [Double]) -> Evaluation {
      evaluationCount += 1
      return function(point)
    }
    func isFlat(_ evaluation: Evaluation) -> Bool {
      let gradient = evaluation.gradient
      return Self.dot(gradient, preconditioner?(gradient) ?? gradient)
        <= tolerance * max(abs(evaluation.value), 1)
    }
    var point = start
    var here = evaluated ?? evaluate(start)
    var steps = steps
    for _ in 0..<maximumIterations {
      if isFlat(here) { break }
      let direction = direction(here.gradient, steps, preconditioner)
      // Where nothing tells the curvature, the first step is short.
      let length = here.gradient.reduce(0) { max($0, abs($1)) }
      let step = steps.isEmpty && preconditioner == nil ? min(1, 1 / length) : 1
      guard let next = search(point, here, direction, step, evaluate) else {
        // No representable step lowers the function, which may be the memory's fault.
        if steps.isEmpty { break }
        steps = []
        continue
      }
      let move = Self.difference(next.point, point)
      let change = Self.difference(next.evaluation.gradient, here.gradient)
      if let step = Step(move: move, change: change) {
        steps.append(step)
        if steps.count > memory { steps.removeFirst() }
      }
      point = next.point
      here = next.evaluation
    }
    var next = point
    Self.add(1, direction(here.gradient, steps, preconditioner), to: &next)
    return Result(
      point: point,
      next: next,
      value: here.value,
      converged: isFlat(here),
      evaluationCount: evaluationCount,
      steps: steps
    )
  }

  /// The direction of steepest descent in the metric of the steps remembered (two-loop recursion).
  ///
  /// The last step says how large the curvature is where nothing else does; a preconditioner knows better.
  private func direction(
    _ gradient: [Double],
    _ steps: [Step],
    _ preconditioner: (([Double]) -> [Double])?
  ) -> [Double] {
    var direction = gradient.map { -$0 }
    var weights: [Double] = []
    for step in steps.reversed() {
      let weight = step.curvature * Self.dot(step.move, direction)
      Self.add(-weight, step.change, to: &direction)
      weights.append(weight)
    }
    if let preconditioner {
      direction = preconditioner(direction)
    } else if let last = steps.last {
      let scale = 1 / (last.curvature * Self.dot(last.change, last.change))
      for index in direction.indices { direction[index] *= scale }
    }
    for (step, weight) in zip(steps, weights.reversed()) {
      Self.add(weight - step.curvature * Self.dot(step.change, direction), step.move, to: &direction)
    }
    return direction
  }

  private struct Trial {
    var point: [Double]
    var evaluation: Evaluation
  }

  /// A step along a direction that lowers the function enough and flattens it enough; if none is
  /// found, the lowest that lowers it at all.
  private func search(
    _ point: [Double],
    _ here: Evaluation,
    _ direction: [Double],
    _ firstStep: Double,
    _ evaluate: ([Double]) -> Evaluation
  ) -> Trial? {
    let slope = Self.dot(here.gradient, direction)
    guard slope < 0 else { return nil }
    var low = 0.0
    var high = Double.infinity
    var size = firstStep
    var best: Trial?
    let error = valueError * max(abs(here.value), 1)
    for _ in 0..<mostTrials {
      var candidate = point
      Self.add(size, direction, to: &candidate)
      let there = evaluate(candidate)
      let slopeThere = Self.dot(there.gradient, direction)
      let lowers = there.value <= here.value + 1e-4 * size * slope && there.value < here.value
      if lowers, there.value < best?.evaluation.value ?? .infinity {
        best = Trial(point: candidate, evaluation: there)
      }
      // What the value cannot tell, the slopes do: a parabola with these has fallen.
      let seemsLower = abs(there.value - here.value) < error && slopeThere < -0.8 * slope
      if !lowers && !seemsLower {
        high = size
      } else if slopeThere < 0.9 * slope {
        low = size
      } else {
        return Trial(point: candidate, evaluation: there)
      }
      size = high < .infinity ? (low + high) / 2 : 2 * low
    }
    return best
  }

  // MARK: Vectors

  fileprivate static func dot(_ left: [Double], _ right: [Double]) -> Double {
    ck_dot(left, right, left.count)
  }

  private static func difference(_ left: [Double], _ right: [Double]) -> [Double] {
    var difference = left
    add(-1, right, to: &difference)
    return difference
  }

  private static func add(_ factor: Double, _ vector: [Double], to sum: inout [Double]) {
    ck_add_scaled(factor, vector, vector.count, &sum)
  }
}
