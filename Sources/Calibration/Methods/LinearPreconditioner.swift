/// An approximate inverse of the Hessian of a linear map's penalised likelihood, for searches that go
/// by the gradient.
///
/// The Hessian couples the weights to a class, and its intercept, with each other far more than with
/// those of other classes. So each class has a block of its own: with c the mean of p (1 − p), μ the
/// means of ℓ weighted by it and D what these leave of the curvature of each weight,
///
///     [ D + c μ μᵀ   c μ ]
///     [ c μᵀ         c   ]   plus the penalties on the diagonal,
///
/// where correlations between scores are left out of D. It is solved in closed form.
struct LinearPreconditioner: Sendable {
  private let classCount: Int
  /// The inverse of the diagonal of D with the penalties, in the order of the weights.
  private let inverseCurvatures: [Double]
  /// μ, in the order of the weights.
  private let means: [Double]
  private let classes: [Class]

  private struct Class {
    /// c, and c with the intercept's penalty.
    var curvature, penalised: Double
    /// What is left of c in the weights once the intercept is eliminated.
    var coupling = 0.0
    /// coupling / (1 + coupling μᵀ D⁻¹ μ).
    var correction = 0.0
  }

  /// - Parameter linear: Where the curvature is taken: the start of a search.
  init(_ likelihood: LinearLikelihood, at linear: some LinearRows, _ penalty: RidgePenalty) {
    self.init(likelihood.curvature(at: linear), of: likelihood.data, penalty)
  }

  init(
    _ curvature: LinearLikelihood.Curvature,
    of data: LabeledPredictions,
    _ penalty: RidgePenalty
  ) {
    let (first, second) = (curvature.first, curvature.second)
    let classCount = data.classCount
    // A class that is nowhere likely has no curvature; this stands for a thousandth of a row.
    let least = 1e-3 / data.totalWeight
    var classes = first.intercept.map { curvature in
      let penalised = max(curvature + 2 * penalty.intercept, least)
      return Class(
        curvature: curvature,
        penalised: penalised,
        coupling: curvature * (1 - curvature / penalised)
      )
    }
    var means = first.weights
    var inverseCurvatures = second.weights
    penalty.forEachWeight(count: means.count, classCount: classCount) { index, factor in
      let c = classes[index % classCount].curvature
      means[index] /= max(c, least)
      let curvature = second.weights[index] - c * means[index] * means[index]
      inverseCurvatures[index] =
        1 / max(curvature + 2 * factor, 1e-12 * (second.weights[index] + least))
    }
    for index in means.indices {
      classes[index % classCount].correction +=
        means[index] * means[index] * inverseCurvatures[index]
    }
    for index in classes.indices {
      let coupling = classes[index].coupling
      classes[index].correction = coupling / (1 + coupling * classes[index].correction)
    }
    self.classCount = classCount
    self.inverseCurvatures = inverseCurvatures
    self.means = means
    self.classes = classes
  }

  /// The product with a gradient: of the weights, then of the intercept.
  func callAsFunction(_ gradient: [Double]) -> [Double] {
    let weightCount = means.count
    var result = gradient
    // Σ μ D⁻¹ r of each class, where r is the weights' gradient less the intercept's share.
    var sums = [Double](repeating: 0, count: classCount)
    let shares = classes.indices.map {
      gradient[weightCount + $0] * classes[$0].curvature / classes[$0].penalised
    }
    forEachWeight { index, to in
      result[index] = (gradient[index] - means[index] * shares[to]) * inverseCurvatures[index]
      sums[to] += means[index] * result[index]
    }
    for to in classes.indices { sums[to] *= classes[to].correction }
    var crossings = [Double](repeating: 0, count: classCount)
    forEachWeight { index, to in
      result[index] -= means[index] * sums[to] * inverseCurvatures[index]
      crossings[to] += means[index] * result[index]
    }
    for (to, block) in classes.enumerated() {
      result[weightCount + to] =
        (gradient[weightCount + to] - block.curvature * crossings[to]) / block.penalised
    }
    return result
  }

  /// Calls `body` with each weight and the class it adds to.
  private func forEachWeight(_ body: (Int, Int) -> Void) {
    for first in stride(from: 0, to: means.count, by: classCount) {
      for to in 0..<classCount { body(first + to, to) }
    }
  }
}
