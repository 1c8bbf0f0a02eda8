/// The Brier score of a softmax, summed over classes: Σ_j (q_j − [j = y])², between 0 and 2.
///
/// Proper: its calibration map is the identity, its entropy 1 − Σ p_j² (Gini and Simpson) and its
/// divergence the squared distance. As a loss of logits it is not convex.
///
/// Source: Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950).
public struct BrierLoss: SlopedLoss {
  public var isProper: Bool { true }

  public var calibrationMap: IdentityMap { IdentityMap() }

  /// Creates the loss.
  public init() {}

  public func value(of row: SoftmaxRow, label: Int) -> Double {
    slopes(of: row, label: label).value
  }

  func slopes(of row: SoftmaxRow, label: Int) -> BrierSlopes {
    BrierSlopes(of: row, label: label)
  }
}

/// The derivatives of the Brier score with respect to the logits of one row, arranged so that
/// nothing cancels where one class has nearly all the probability.
struct BrierSlopes: LossSlopes {
  let row: SoftmaxRow
  let label: Int
  let v: Double
  let w: Double
  /// The score: w² + Σ q_j² over the other classes.
  let value: Double
  /// The largest q among the other classes, where it stands, and Σ q_j and Σ q_j² over the rest.
  let rival: Int
  let rivalProbability: Double
  let restSum: Double
  let restSquares: Double

  init(of row: SoftmaxRow, label: Int) {
    var rival = label == 0 ? 1 : 0
    for index in 0..<row.classCount
    where index != label && row.logProbabilities[index] > row.logProbabilities[rival] {
      rival = index
    }
    var sum = 0.0
    var squares = 0.0
    for index in 0..<row.classCount where index != label && index != rival {
      let q = row.probability(of: index)
      sum += q
      squares += q * q
    }
    self.row = row
    self.label = label
    self.v = row.probability(of: label)
    self.w = row.complement(of: label)
    self.rival = rival
    self.rivalProbability = row.probability(of: rival)
    self.restSum = sum
    self.restSquares = squares
    self.value = w * w + (rivalProbability * rivalProbability + squares)
  }

  /// Σ q_j and Σ q_j² over all classes but the label and one other.
  private func others(without index: Int, _ q: Double) -> (sum: Double, squares: Double) {
    index == rival
      ? (restSum, restSquares)
      : (restSum + rivalProbability - q, restSquares + rivalProbability * rivalProbability - q * q)
  }

  /// S = Σ q_j (q_j − [j = y]), and Σ q_j².
  private var mean: Double { rivalProbability * rivalProbability + restSquares - v * w }
  private var squares: Double { rivalProbability * rivalProbability + restSquares + v * v }

  func first(_ index: Int) -> Double {
    if index == label { return -2 * v * value }
    let q = row.probability(of: index)
    return 2 * q * (q * row.complement(of: index) + v * w - others(without: index, q).squares)
  }

  func diagonal(_ index: Int) -> Double {
    if index == label { return 2 * v * (2 * v - w) * value }
    // Minus the rest of its row of the Hessian.
    let q = row.probability(of: index)
    let others = others(without: index, q)
    return 2 * q * (2 * others.squares + (2 * q - 2 * mean - squares) * others.sum)
      - offDiagonal(label, index)
  }

  func offDiagonal(_ one: Int, _ other: Int) -> Double {
    if one != label, other != label {
      let (q, p) = (row.probability(of: one), row.probability(of: other))
      return -2 * q * p * (2 * q + 2 * p - 2 * mean - squares)
    }
    let index = one == label ? other : one
    return 2 * v * (row.probability(of: index) * value - first(index))
  }
}
