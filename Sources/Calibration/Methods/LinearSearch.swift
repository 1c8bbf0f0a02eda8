/// The search for the numbers of a linear map that minimise its penalised likelihood: a convex
/// function of W and b.
struct LinearSearch<Rows: LinearRows> {
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
    for _ in 0..<Self.mostRounds where !best.converged {
      let preconditioner = LinearPreconditioner(
        likelihood,
        at: rows(best.weights, best.intercept),
        penalty
      )
      let result = LBFGS(tolerance: tolerance, maximumIterations: Self.stepsPerRound).minimise(
        from: best.weights + best.intercept,
        preconditioner: preconditioner.callAsFunction,
        evaluate
      )
      let hasFallen = result.value < best.value
      best = Optimum(
        weights: Array(result.point.dropLast(start.intercept.count)),
        intercept: Array(result.point.suffix(start.intercept.count)),
        value: result.value,
        converged: result.converged
      )
      if !hasFallen { break }
    }
    return best
  }

  private func evaluate(_ variables: [Double]) -> (value: Double, gradient: [Double]) {
    let classCount = likelihood.data.classCount
    let weights = Array(variables.dropLast(classCount))
    let intercept = Array(variables.suffix(classCount))
    var mean = likelihood.evaluate(rows(weights, intercept), gamma: nil)
    penalty.addGradient(atWeights: weights, intercept: intercept, to: &mean)
    let value = mean.value + penalty.value(weights: weights, intercept: intercept)
    monitor.evaluated(value)
    return (value, mean.weights + mean.intercept)
  }
}
