import CalibrationKernels

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
  /// D⁻¹ μ, in the order of the weights.
  private let inverseMeans: [Double]
  private let classes: [Class]

  private struct Class {
    /// c, and c with the intercept's penalty.
    var curvature, penalised: Double
    /// What is left of c in the weights once the intercept is eliminated.
    var coupling = 0.0
    /// μᵀ D⁻¹ μ.
    var spread = 0.0
    /// coupling / (1 + coupling · spread).
    var correction: Double { coupling / (1 + coupling * spread) }
  }

  /// - Parameter linear: Where the curvature is taken: the start of a search.
  init(_ likelihood: LinearLikelihood, at linear: some LinearRows, _ penalty: RidgePenalty) {
    self.init(likelihood.curvature(at: linear), of: likelihood.data, penalty)
  }

  init(_ curvature: LinearLikelihood.Curvature, of data: LabeledPredictions, _ penalty: RidgePenalty) {
    let (first, second) = (curvature.first, curvature.second.all)
    let classCount = data.classCount
    // A class that is nowhere likely has no curvature; this stands for a thousandth of a row.
    let least = 1e-3 / data.totalWeight
    var classes = first.intercept.map { curvature in
      let penalised = max(curvature + 2 * penalty.intercept, least)
      return Class(curvature: curvature, penalised: penalised, coupling: curvature * (1 - curvature / penalised))
    }
    let penalties = penalty.curvatures(of: first).all
    var inverseCurvatures = first.weights
    var inverseMeans = inverseCurvatures
    for row in stride(from: 0, to: first.weightCount, by: classCount) {
      for to in 0..<classCount {
        let index = row + to
        let c = classes[to].curvature
        let mean = first.all[index] / max(c, least)
        let left = second[index] - c * mean * mean + penalties[index]
        inverseCurvatures[index] = 1 / max(left, 1e-12 * (second[index] + least))
        inverseMeans[index] = mean * inverseCurvatures[index]
        classes[to].spread += mean * inverseMeans[index]
      }
    }
    self.classCount = classCount
    self.inverseCurvatures = inverseCurvatures
    self.inverseMeans = inverseMeans
    self.classes = classes
  }

  /// The product with a gradient: of the weights, then of the intercept.
  func callAsFunction(_ gradient: [Double]) -> [Double] {
    let weightCount = inverseMeans.count
    let rowCount = weightCount / classCount
    // μᵀ D⁻¹ g of each class.
    var sums = [Double](repeating: 0, count: classCount)
    ck_add_column_dots(inverseMeans, gradient, rowCount, classCount, &sums)
    // How much of μ is taken from a class's weights: the intercept's share and the correction.
    var shares = sums
    var result = [Double](repeating: 0, count: gradient.count)
    for (to, block) in classes.enumerated() {
      let shift = gradient[weightCount + to]
      let share = shift * block.curvature / block.penalised
      let sum = sums[to] - share * block.spread
      let correction = block.correction * sum
      let crossing = sum - correction * block.spread
      shares[to] = -share - correction
      result[weightCount + to] = (shift - block.curvature * crossing) / block.penalised
    }
    ck_add_scaled_columns(inverseCurvatures, gradient, 1, weightCount, &result)
    ck_add_scaled_columns(shares, inverseMeans, rowCount, classCount, &result)
    return result
  }
}
