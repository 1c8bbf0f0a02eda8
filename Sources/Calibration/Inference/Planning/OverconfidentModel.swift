import CMath

/// A model whose confidence is too high by a temperature, and a map that lowers it.
///
/// Log-odds of the true probability of being right are normal with standard deviation 2 and the mean that gives the
/// accuracy, by ``stepCount`` values of equal probability. Confidences are those log-odds times a factor.
struct OverconfidentModel: Sendable {
  /// The probability of being right, for each value of the log-odds.
  let accuracies: [Double]
  /// The confidence of the model.
  let confidencesNow: [Double]
  /// The confidence that the map makes of it.
  let confidencesAfter: [Double]

  private static let stepCount = 250

  /// - Returns: `nil` where no model of that accuracy is so over-confident.
  init?(accuracy: Double, errorNow: Double, errorAfter: Double) {
    let count = Double(Self.stepCount)
    let normal = (0..<Self.stepCount).map {
      NormalDistribution.quantile((Double($0) + 0.5) / count)
    }
    let mean = Self.root(
      of: { mean in normal.reduce(0) { $0 + Self.sigmoid(mean + 2 * $1) } / count - accuracy },
      from: -10,
      to: 20
    )
    let truth = normal.map { mean + 2 * $0 }
    let error = { (factor: Double) in
      truth.reduce(0) { $0 + abs(Self.sigmoid(factor * $1) - Self.sigmoid($1)) } / count
    }
    guard error(1_000) > errorNow else { return nil }
    func confidences(error goal: Double) -> [Double] {
      let factor = goal > 0 ? Self.root(of: { error($0) - goal }, from: 1, to: 1_000) : 1
      return truth.map { Self.sigmoid(factor * $0) }
    }
    accuracies = truth.map(Self.sigmoid)
    confidencesNow = confidences(error: errorNow)
    confidencesAfter = confidences(error: errorAfter)
  }

  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Where a rising function crosses zero.
  private static func root(of function: (Double) -> Double, from low: Double, to high: Double) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
