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

extension LogOdds {
  /// The log-odds of a probability that a caller gave.
  static func checked(of probability: Double) throws(MapError) -> Double {
    guard probability >= 0, probability <= 1 else {
      throw .parameter(name: "the probability", value: probability, requirement: "lie in [0, 1]")
    }
    return of(probability)
  }
}
