import Foundation

extension LogitBlock {
  /// Calls `body` with each row's number and, in `logOdds`, the log-odds of each class against all
  /// others, ln p_k − ln Σ_{j≠k} p_j: −∞ for an impossible class, +∞ for the only possible one.
  ///
  /// The odds of the leading class come from the other classes, so they keep their digits where its
  /// probability rounds to 1. The rows are normalised on the way.
  func forEachRowOfLogOdds(
    _ body: (_ row: Int, _ logOdds: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { logOdds in
      if classCount == 2 {
        for row in 0..<rowCount {
          // Straight from the logits, so that rows with equal differences tie.
          logOdds[1] = self[row][1] - self[row][0]
          logOdds[0] = -logOdds[1]
          body(row, logOdds)
        }
        return
      }
      IdentityMap().transform(self)
      for row in 0..<rowCount {
        let scores = self[row]
        let leading = scores.leadingIndex
        for (index, logP) in scores.enumerated() {
          logOdds[index] = index == leading ? logP - scores.logSum(without: leading) : logP.logOdds
        }
        body(row, logOdds)
      }
    }
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// The index of the largest number, the first of equals.
  fileprivate var leadingIndex: Int {
    var leading = 0
    for index in indices where self[index] > self[leading] { leading = index }
    return leading
  }

  /// ln Σ exp of all numbers but one, −∞ where these are all −∞.
  fileprivate func logSum(without left: Int) -> Double {
    var top = -Double.infinity
    for index in indices where index != left { top = Swift.max(top, self[index]) }
    if top == -.infinity { return top }
    var sum = 0.0
    for index in indices where index != left { sum += exp(self[index] - top) }
    return top + log(sum)
  }
}

extension Double {
  /// ln(p / (1 − p)) of a probability of at most one half, or little more, from ln p.
  fileprivate var logOdds: Double { self - log(-expm1(self)) }
}
