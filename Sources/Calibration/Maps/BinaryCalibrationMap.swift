import Foundation

/// A map from the probability of one event to its calibrated probability: [0, 1] → [0, 1].
///
/// It works on log-odds, s = ln(p / (1 − p)), so that probabilities of 10⁻²⁰ and of 1 − 10⁻²⁰ keep
/// all their digits. ``BinaryMap``, ``OneVersusRestMap`` and ``TopLabelMap`` make a
/// ``CalibrationMap`` of it. Probabilities of exactly 0 and 1 are certainties that no binary map
/// changes.
public protocol BinaryCalibrationMap: Sendable, Hashable, Codable {
  /// The number of numbers that a fit of the map determines.
  var parameterCount: Int { get }

  /// The calibrated log-odds for finite log-odds: a finite number, so that no event that was
  /// possible becomes impossible.
  func calibratedLogOdds(for logOdds: Double) -> Double
}

extension BinaryCalibrationMap {
  /// The calibrated probability for a probability; 0 and 1 stay what they are.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when `probability` is not in [0, 1].
  public func probability(for probability: Double) throws(MapError) -> Double {
    LogOdds.probability(logOdds(try LogOdds.checked(of: probability)))
  }

  /// The calibrated log-odds for any log-odds, in the range that sums of many classes can take.
  func logOdds(_ logOdds: Double) -> Double {
    guard logOdds.isFinite else { return logOdds }
    return max(-LogOdds.largest, min(calibratedLogOdds(for: logOdds), LogOdds.largest))
  }
}

/// Log-odds of one event, s = ln(p / (1 − p)).
enum LogOdds {
  /// What the log-odds of a possible event are clipped to: far beyond any data, and small enough for
  /// differences of order 1 to survive.
  static let largest = 1e12

  /// ln(p / (1 − p)); ±∞ for 0 and 1.
  static func of(_ probability: Double) -> Double {
    log(probability) - log1p(-probability)
  }

  /// The log-odds of a probability that a caller gave.
  static func checked(of probability: Double) throws(MapError) -> Double {
    guard probability >= 0, probability <= 1 else {
      throw .parameter(name: "the probability", value: probability, requirement: "lie in [0, 1]")
    }
    return of(probability)
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
