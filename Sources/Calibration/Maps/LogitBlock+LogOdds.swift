import CMath
import CalibrationKernels

extension LogitBlock {
  /// Replaces every score by the log-odds of its class against all others, ln(p / (1 − p)).
  ///
  /// 1 − p of the leading class is the sum of the others, so nothing cancels. Impossible classes get
  /// −∞, the only possible class +∞. Rows of the same scores in another order get the same log-odds to
  /// the last bit, so that they tie.
  func formLogOdds() {
    if classCount == 2 {
      // Straight from the logits, so that rows with equal differences tie.
      for index in stride(from: 0, to: scores.count, by: 2) {
        scores[index + 1] -= scores[index]
        scores[index] = -scores[index + 1]
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { complements in
      for row in 0..<rowCount {
        let scores = self[row]
        let odds = LeadingOdds(of: scores, scratch: complements)
        guard odds.logOdds < .infinity else {
          for index in scores.indices { scores[index] = -.infinity }
          scores[odds.lead] = .infinity
          continue
        }
        // e^(z − second) are in place; over the sum of all they are probabilities of at most ½.
        let logSum = odds.logRest + LogOdds.softplus(odds.logOdds)
        let share = exp(-logSum)
        for index in complements.indices { complements[index] *= share }
        ck_log1m_f64(complements.baseAddress, complements.baseAddress, classCount)
        let top = scores[odds.lead]
        for index in scores.indices {
          scores[index] =
            scores[index] == top
            ? odds.logOdds : scores[index] - odds.second - logSum - complements[index]
        }
      }
    }
  }

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

/// The leading class of a row of logits against the others: what fits and maps of the confidence share,
/// so that a row gets the same log-odds from both.
struct LeadingOdds {
  /// The index of the largest logit, the first of equals.
  let lead: Int
  /// The largest of the others.
  let second: Double
  /// ln Σ e^(z_j − second) over the others; −∞ where they are impossible.
  let logRest: Double
  /// ln(p / (1 − p)) of the leading class; +∞ where it is the only possible one.
  let logOdds: Double

  /// - Parameter scratch: As many elements as the row; holds e^(z_j − second) afterwards, 0 for the
  ///   leading class.
  init(of logits: UnsafeMutableBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) {
    let leading = ck_leading_class(logits.baseAddress, logits.count, scratch.baseAddress)
    lead = leading.lead
    second = leading.second
    logRest = log(leading.others)
    logOdds = second > -.infinity ? (logits[lead] - second) - logRest : .infinity
  }
}
