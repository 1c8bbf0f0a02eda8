import CMath
import CalibrationKernels

/// A temperature map that comes close to a focal calibration map, and how close.
///
/// A temperature scales all log-odds by 1 / T. The focal calibration map does nearly the same, which
/// is why temperature scaling works as well as it does on networks trained with focal loss.
public struct NearestTemperature: Sendable, Equatable {
  /// The temperature map.
  public let map: TemperatureMap
  /// What remains between the two maps, in the measure that the property or function which gave
  /// this value states: log-odds, or nats.
  public let deviation: Double
}

extension FocalCalibrationMap {
  /// The log-odds that the map gives to two classes of log-odds λ:
  ///
  ///     (1 + γ) λ + ln((1 + γ r(1 − q)) / (1 + γ r(q))),   q = 1 / (1 + e^−λ).
  public func logOdds(at logOdds: Double) -> Double {
    logOdds / nearestTemperature.map.temperature + logOddsDeviation(at: logOdds)
  }

  /// How far the map of two classes of log-odds λ is from ``nearestTemperature``, in log-odds.
  ///
  /// An odd function of λ: 0 at 0, tending to −ln(1 + γ) as λ grows (to ln 2 for γ = −1), never
  /// larger in between.
  public func logOddsDeviation(at logOdds: Double) -> Double {
    let q = FocalTerms(logOdds: logOdds)
    let other = FocalTerms(logV: q.logW, logW: q.logV)
    let damping = other.logDamping(gamma: gamma) - q.logDamping(gamma: gamma)
    // At γ = −1, 1 + γ r(q) = 1 − r(q) vanishes with 1 − q, which makes up for the slope 1 + γ = 0.
    return gamma == -1 ? damping - logOdds : damping
  }

  /// The only temperature map that stays within a bounded distance of the map at all log-odds of two
  /// classes, with the least bound on that distance in log-odds.
  ///
  /// T = 1 / (1 + γ) with the bound |ln(1 + γ)|; for γ = −1, T = 1 with the bound ln 2.
  public var nearestTemperature: NearestTemperature {
    gamma == -1
      ? NearestTemperature(map: TemperatureMap(unchecked: 1), deviation: log(2))
      : NearestTemperature(map: TemperatureMap(unchecked: 1 / (1 + gamma)), deviation: abs(log1p(gamma)))
  }
}
