import Foundation

extension LogitBlock {
  /// Replaces every score by the log-odds of its class against all others, ln(p / (1 − p)).
  ///
  /// 1 − p of the leading class is the sum of the others, so nothing cancels. Impossible classes get
  /// −∞, the only possible class +∞.
  func formLogOdds() {
    if classCount == 2 {
      // Straight from the logits, so that rows with equal differences tie.
      for index in stride(from: 0, to: scores.count, by: 2) {
        scores[index + 1] -= scores[index]
        scores[index] = -scores[index + 1]
      }
      return
    }
    IdentityMap().transform(self)
    for row in 0..<rowCount {
      let scores = self[row]
      let lead = scores.leadingIndex
      let leadingLogOdds =
        scores[lead] - SoftmaxRow.logSum(of: scores, without: lead)
      for index in scores.indices {
        scores[index] -= log1p(-exp(scores[index]))
      }
      scores[lead] = leadingLogOdds
    }
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// The index of the largest element, the first of equals.
  var leadingIndex: Int {
    var lead = 0
    for index in indices where self[index] > self[lead] { lead = index }
    return lead
  }
}
