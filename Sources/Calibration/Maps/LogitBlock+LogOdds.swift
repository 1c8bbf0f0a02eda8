import CalibrationKernels
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
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { complements in
      for row in 0..<rowCount {
        let scores = self[row]
        let lead = scores.leadingIndex
        ck_exp_f64(scores.baseAddress, complements.baseAddress, classCount)
        complements[lead] = 0
        let rest = complements.reduce(0, +)
        let leadingLogOdds =
          scores[lead]
          - (rest > Self.leastExactSum ? log(rest) : SoftmaxRow.logSum(of: scores, without: lead))
        ck_log1m_f64(complements.baseAddress, complements.baseAddress, classCount)
        for index in scores.indices { scores[index] -= complements[index] }
        scores[lead] = leadingLogOdds
      }
    }
  }

  /// Above this, terms that are too small for a double do not show in a sum of probabilities.
  private static var leastExactSum: Double { 1e-280 }

  /// Replaces every log-odds by the logarithm of its probability, ln p = −ln(1 + e⁻ˢ).
  func formLogProbabilities() {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: scores.count) { terms in
      for index in scores.indices { terms[index] = -abs(scores[index]) }
      ck_exp_in_place(terms.baseAddress, scores.count)
      for index in scores.indices { terms[index] += 1 }
      ck_log_f64(terms.baseAddress, terms.baseAddress, scores.count)
      for index in scores.indices { scores[index] = min(scores[index], 0) - terms[index] }
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
