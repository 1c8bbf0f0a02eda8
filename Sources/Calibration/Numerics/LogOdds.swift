import CMath

/// Log-odds of one event, s = ln(p / (1 − p)).
enum LogOdds {
  /// What the log-odds of a possible event are clipped to: far beyond any data, and small enough for
  /// differences of order 1 to survive.
  static let largest = 1e12

  /// ln(p / (1 − p)); ±∞ for 0 and 1.
  static func of(_ probability: Double) -> Double {
    log(probability) - log1p(-probability)
  }

  /// 1 / (1 + e⁻ˢ), exact near 0; near 1 take the probability of −s.
  static func probability(_ logOdds: Double) -> Double {
    logOdds >= 0 ? 1 / (1 + exp(-logOdds)) : exp(logOdds) / (1 + exp(logOdds))
  }

  /// A probability kept 2⁻⁵³ away from 0 and 1, which a possible event never has.
  static func possible(_ probability: Double) -> Double {
    let margin = Double.ulpOfOne / 2
    return max(margin, min(probability, 1 - margin))
  }

  /// Jeffreys' estimate of the probability of an event that none of `weight` rows showed.
  static func jeffreysEstimate(unseenIn weight: Double) -> Double {
    0.5 / (weight + 1)
  }

  /// The log-odds of the weighted mean of probabilities whose log-odds are in order, between the
  /// first and the last of them.
  static func ofMean(_ terms: some BidirectionalCollection<(logOdds: Double, weight: Double)>)
    -> Double?
  {
    guard let first = terms.first, let last = terms.last else { return nil }
    // p and 1 − p have sums of their own, so that neither loses its digits.
    var (sum, complement) = (0.0, 0.0)
    for term in terms {
      sum += term.weight * probability(term.logOdds)
      complement += term.weight * probability(-term.logOdds)
    }
    return max(first.logOdds, min(log(sum) - log(complement), last.logOdds))
  }

  /// ln p and ln(1 − p), each as exact where it is small as where it is large.
  static func logProbabilities(_ logOdds: Double) -> (p: Double, complement: Double) {
    let tail = log1p(exp(-abs(logOdds)))
    return (min(logOdds, 0) - tail, min(-logOdds, 0) - tail)
  }

  /// ln(1 + eˢ) = −ln(1 − p).
  static func softplus(_ logOdds: Double) -> Double {
    max(logOdds, 0) + log1p(exp(-abs(logOdds)))
  }
}
