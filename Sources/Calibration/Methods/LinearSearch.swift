/// The search for the numbers of a linear map that minimise its penalised likelihood: a convex
/// function of W and b.
struct LinearSearch<Rows: LinearRows<Double>> {
  let likelihood: LinearLikelihood
  var penalty: RidgePenalty
  /// See ``LBFGS/tolerance``. Finer than there: the likelihood without the penalties is not flat at the
  /// optimum, and is to be as exact as the whole.
  var tolerance = 1e-14
  var monitor = ProgressMonitor()
  /// The linear part that weights and intercept stand for.
  let rows: (_ weights: [Double], _ intercept: [Double]) -> Rows

  struct Optimum {
    var weights: [Double]
    var intercept: [Double]
    /// The penalised value.
    var value: Double
    var converged: Bool
  }

  /// Steps after which the curvature is taken anew: that of classes whose numbers move far, as those of
  /// few rows do, changes by orders of magnitude.
  private static var stepsPerRound: Int { 12 }
  private static var mostRounds: Int { 50 }

  /// The lowest point found from given weights and intercept; never above them.
  func optimum(fromWeights weights: [Double], intercept: [Double]) -> Optimum {
    optimum(
      from: Optimum(weights: weights, intercept: intercept, value: .infinity, converged: false)
    )
  }

  /// The lowest point found from the weights and the intercept of a point, which may be the optimum of
  /// another penalty; never above them.
  func optimum(from start: Optimum) -> Optimum {
    var here = afterLongSteps(from: start.weights + start.intercept)
    var best = start
    best.value = .infinity
    best.converged = false
    for _ in 0..<Self.mostRounds {
      let result = LBFGS(tolerance: tolerance, maximumIterations: Self.stepsPerRound).minimise(
        from: here.point,
        remembering: here.steps,
        preconditioner: here.preconditioner.callAsFunction
      ) { penalised(likelihood.evaluate(rows(at: $0)), at: $0) }
      let hasFallen = result.value < best.value
      best = Optimum(
        weights: weights(result.point),
        intercept: intercept(result.point),
        value: result.value,
        converged: result.converged
      )
      if best.converged || !hasFallen { break }
      here = waypoint(at: result.point, after: result.steps).waypoint
    }
    return best
  }

  /// Where one search ends and the next goes on.
  private struct Waypoint {
    var point: [Double]
    let preconditioner: LinearPreconditioner
    /// What is known of the curvature besides.
    var steps: [LBFGS.Step]
  }

  /// Goes most of the way in single precision, which takes half the time.
  ///
  /// Roundings differ from row to row, so the gradients are exact enough to come within 1e-13 of the
  /// optimum. The values are not: a search that neither ends there nor is shown to fall by them ends
  /// where it began.
  private func afterLongSteps(from start: [Double]) -> Waypoint {
    let search = LBFGS(
      tolerance: max(tolerance, 1e-13),
      maximumIterations: Self.stepsPerRound,
      valueError: 1e-7,
      mostTrials: 10
    )
    var (here, first) = waypoint(at: start)
    for _ in 0..<Self.mostRounds where first.value.isFinite {
      let result = search.minimise(
        from: here.point,
        evaluated: first,
        remembering: here.steps,
        preconditioner: here.preconditioner.callAsFunction
      ) { penalised(likelihood.evaluate(rows(at: $0).single), at: $0) }
      let error = search.valueError * max(abs(first.value), 1)
      if result.converged && result.value < first.value + error {
        here.point = result.next
        here.steps = result.steps
        break
      }
      guard result.value < first.value - error else { break }
      // Curvatures of before say little once the function has fallen far.
      let isNear = result.value > first.value - 1e-4 * max(abs(first.value), 1)
      (here, first) = waypoint(at: result.point, after: isNear ? result.steps : [])
    }
    return here
  }

  /// The curvature at a point, with value and gradient there, in single precision.
  private func waypoint(at point: [Double], after steps: [LBFGS.Step] = []) -> (
    waypoint: Waypoint, LBFGS.Evaluation
  ) {
    let curvature = likelihood.curvature(at: rows(at: point).single)
    let preconditioner = LinearPreconditioner(curvature, of: likelihood.data, penalty)
    return (
      Waypoint(
        point: point,
        preconditioner: preconditioner,
        steps: [scaling(curvature)].compactMap(\.self) + steps
      ), penalised(curvature.mean, at: point)
    )
  }

  /// The move along which all scores are scaled alike, as by another temperature.
  private func scaling(_ curvature: LinearLikelihood.Curvature) -> LBFGS.Step? {
    var change = curvature.scaling
    var weights = [Double](repeating: 0, count: change.weights.count)
    let intercept = [Double](repeating: 0, count: change.intercept.count)
    let stride = weights.count == intercept.count ? 1 : intercept.count + 1
    for index in Swift.stride(from: 0, to: weights.count, by: stride) { weights[index] = 1 }
    penalty.addGradient(atWeights: weights, intercept: intercept, to: &change)
    return LBFGS.Step(move: weights + intercept, change: change.weights + change.intercept)
  }

  private func rows(at variables: [Double]) -> Rows {
    rows(weights(variables), intercept(variables))
  }

  private func weights(_ variables: [Double]) -> [Double] {
    Array(variables.dropLast(likelihood.data.classCount))
  }

  private func intercept(_ variables: [Double]) -> [Double] {
    Array(variables.suffix(likelihood.data.classCount))
  }

  /// The value and the gradient of the likelihood with the penalties.
  private func penalised(
    _ mean: LinearLikelihood.Gradient,
    at variables: [Double]
  ) -> LBFGS.Evaluation {
    let (weights, intercept) = (weights(variables), intercept(variables))
    var mean = mean
    penalty.addGradient(atWeights: weights, intercept: intercept, to: &mean)
    let value = mean.value + penalty.value(weights: weights, intercept: intercept)
    monitor.evaluated(value)
    return (value, mean.weights + mean.intercept)
  }
}
