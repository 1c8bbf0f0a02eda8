/// The search for the numbers of a linear map that minimise its penalised likelihood: a convex
/// function of W and b.
struct LinearSearch<Rows: LinearRows<Double>> {
  let likelihood: LinearLikelihood
  var penalty: RidgePenalty
  /// See ``LBFGS/tolerance``. Finer than there: the likelihood without the penalties is not flat at the
  /// optimum, and is to be as exact as the whole.
  var tolerance = 1e-14
  var monitor = ProgressMonitor()
  /// The linear part that the numbers stand for.
  let rows: (LinearCoefficients) -> Rows

  struct Optimum {
    var coefficients: LinearCoefficients
    /// The penalised value.
    var value = Double.infinity
    var converged = false
  }

  /// Steps after which the curvature is taken anew: that of classes whose numbers move far, as those of
  /// few rows do, changes by orders of magnitude.
  private static var stepsPerRound: Int { 12 }
  private static var mostRounds: Int { 50 }

  /// The lowest point found from a start, never above it.
  func optimum(from start: LinearCoefficients) -> Optimum {
    Workers.awake { search(from: start) }
  }

  private func search(from start: LinearCoefficients) -> Optimum {
    var here = afterLongSteps(from: start.all)
    var best = Optimum(coefficients: start)
    for _ in 0..<Self.mostRounds {
      let result = LBFGS(tolerance: tolerance, maximumIterations: Self.stepsPerRound).minimise(
        from: here.point,
        remembering: here.steps,
        preconditioner: here.preconditioner.callAsFunction
      ) { penalised(at: $0) { likelihood.evaluate(rows($0)) } }
      let hasFallen = result.value < best.value
      best = Optimum(coefficients: coefficients(result.point), value: result.value, converged: result.converged)
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
    let startValue = first.value
    for _ in 0..<Self.mostRounds where first.value.isFinite {
      let result = search.minimise(
        from: here.point,
        evaluated: first,
        remembering: here.steps,
        preconditioner: here.preconditioner.callAsFunction
      ) { penalised(at: $0) { likelihood.evaluate(rows($0).single) } }
      let error = search.valueError * max(abs(first.value), 1)
      if result.converged && result.value < startValue - error {
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
  private func waypoint(at point: [Double], after steps: [LBFGS.Step] = []) -> (waypoint: Waypoint, LBFGS.Evaluation) {
    let curvature = likelihood.curvature(at: rows(coefficients(point)).single)
    let preconditioner = LinearPreconditioner(curvature, of: likelihood.data, penalty)
    return (
      Waypoint(
        point: point,
        preconditioner: preconditioner,
        steps: [scaling(curvature)].compactMap(\.self) + steps
      ), penalised(at: point) { _ in curvature.mean }
    )
  }

  /// The move along which all scores are scaled alike, as by another temperature.
  private func scaling(_ curvature: LinearLikelihood.Curvature) -> LBFGS.Step? {
    var move = LinearCoefficients(weightCount: curvature.scaling.weightCount, classCount: curvature.scaling.classCount)
    for index in move.diagonal { move.all[index] = 1 }
    var change = curvature.scaling
    penalty.addGradient(at: move, to: &change)
    return LBFGS.Step(move: move.all, change: change.all)
  }

  private func coefficients(_ variables: [Double]) -> LinearCoefficients {
    LinearCoefficients(variables, classCount: likelihood.data.classCount)
  }

  /// The value and the gradient of the likelihood with the penalties.
  private func penalised(
    at variables: [Double],
    _ likelihood: (LinearCoefficients) -> LinearLikelihood.Gradient
  ) -> LBFGS.Evaluation {
    let coefficients = coefficients(variables)
    var mean = likelihood(coefficients)
    penalty.addGradient(at: coefficients, to: &mean.coefficients)
    let value = mean.value + penalty.value(at: coefficients)
    monitor.evaluated(value)
    return (value, mean.coefficients.all)
  }
}
