/// Penalties on the squares of a linear map's numbers.
struct RidgePenalty: Sendable, Hashable {
  /// The factor of the squares of the weights on the diagonal.
  var diagonal = 0.0
  /// The factor of the squares of the weights off the diagonal, where there are any.
  var offDiagonal = 0.0
  /// The factor of the squares of the intercept.
  var intercept = 0.0

  /// Calls `body` with the index and the factor of each of `count` weights: those of a diagonal, or of
  /// a square matrix.
  func forEachWeight(count: Int, classCount: Int, _ body: (Int, Double) -> Void) {
    let stride = count == classCount ? 1 : classCount + 1
    var onDiagonal = 0
    for index in 0..<count {
      if index == onDiagonal {
        body(index, diagonal)
        onDiagonal += stride
      } else {
        body(index, offDiagonal)
      }
    }
  }

  func value(weights: [Double], intercept: [Double]) -> Double {
    var sum = self.intercept * intercept.reduce(0) { $0 + $1 * $1 }
    forEachWeight(count: weights.count, classCount: intercept.count) {
      sum += $1 * weights[$0] * weights[$0]
    }
    return sum
  }

  /// Adds the penalties' gradient at a point.
  func addGradient(
    atWeights weights: [Double],
    intercept: [Double],
    to gradient: inout LinearLikelihood.Gradient
  ) {
    forEachWeight(count: weights.count, classCount: intercept.count) {
      gradient.weights[$0] += 2 * $1 * weights[$0]
    }
    for index in intercept.indices {
      gradient.intercept[index] += 2 * self.intercept * intercept[index]
    }
  }
}
