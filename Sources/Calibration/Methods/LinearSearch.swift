import Foundation

/// The search for the numbers of a linear map that minimise its penalised likelihood: a convex
/// function of W and b.
struct LinearSearch<Rows: LinearRows<Double>> {
  let likelihood: LinearLikelihood
  var penalty: RidgePenalty
  /// See ``LBFGS/tolerance``.
  var tolerance = LBFGS().tolerance
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
    var best = start
    best.value = .infinity
    best.converged = false
    var isNear = false
    for _ in 0..<Self.mostRounds where !best.converged {
      let curvature = likelihood.curvature(at: rows(best.weights, best.intercept).single)
      let preconditioner = LinearPreconditioner(curvature, of: likelihood.data, penalty)
      var point = best.weights + best.intercept
      var steps: [LBFGS.Pair] = []
      if !isNear {
        let near = Self.longSteps.minimise(
          from: point,
          evaluated: penalised(curvature.mean, point),
          preconditioner: preconditioner.callAsFunction
        ) { penalised(likelihood.evaluate(rows(at: $0).single), $0) }
        if ProcessInfo.processInfo.environment["MXDEBUG"] != nil { print("single", near.evaluationCount, near.value, near.converged, near.steps.count) }
        point = near.point
        steps = near.steps
        isNear = near.converged
      }
      let result = LBFGS(tolerance: tolerance, maximumIterations: Self.stepsPerRound).minimise(
        from: point,
        remembering: steps,
        preconditioner: preconditioner.callAsFunction
      ) { penalised(likelihood.evaluate(rows(at: $0)), $0) }
        if ProcessInfo.processInfo.environment["MXDEBUG"] != nil { print("double", result.evaluationCount, result.value, result.converged, result.steps.count) }
      let hasFallen = result.value < best.value
      best = Optimum(
        weights: weights(result.point),
        intercept: intercept(result.point),
        value: result.value,
        converged: result.converged
      )
      if !hasFallen { break }
    }
    return best
  }

  private static var longSteps: LBFGS { LBFGS(tolerance: Double(ProcessInfo.processInfo.environment["MXTOL"] ?? "1e-10")!, maximumIterations: stepsPerRound, valueError: 1e-7, mostTrials: 10) }

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
    _ variables: [Double]
  ) -> LBFGS.Evaluation {
    let (weights, intercept) = (weights(variables), intercept(variables))
    var mean = mean
    penalty.addGradient(atWeights: weights, intercept: intercept, to: &mean)
    let value = mean.value + penalty.value(weights: weights, intercept: intercept)
    monitor.evaluated(value)
    return (value, mean.weights + mean.intercept)
  }
}
