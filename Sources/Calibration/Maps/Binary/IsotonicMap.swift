/// A monotone binary map: points joined by straight lines, probability against probability.
///
/// Left of the first point and right of the last the result is constant. Probabilities of exactly 0
/// or 1 in the table are not taken at their word: below ``floor`` the result follows the uncalibrated
/// probability down, above ``ceiling`` up,
///
///     p ↦ max(v(p), min(p, floor)),  then  p ↦ min(·, max(p, ceiling)),
///
/// which stays monotone, and keeps every log-probability finite.
public struct IsotonicMap: BinaryCalibrationMap {
  /// The points' uncalibrated log-odds, increasing.
  public let thresholds: [Double]
  /// The points' calibrated probabilities, in [0, 1], not decreasing.
  public let probabilities: [Double]
  /// The smallest probability that the data support, in (0, 1).
  public let floor: Double
  /// The largest probability that the data support, in (0, 1), at least ``floor``.
  public let ceiling: Double

  /// Those of the points' probabilities: between points of one probability nothing is left to compute.
  private let logOdds: [Double]
  private let logOddsOfFloor: Double
  private let logOddsOfCeiling: Double

  /// No points at all are the identity.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when the numbers break the rules
  ///   stated at the properties.
  public init(thresholds: [Double], probabilities: [Double], floor: Double, ceiling: Double) throws(MapError) {
    guard thresholds.count == probabilities.count else {
      throw .parameter(
        name: "the number of probabilities",
        value: Double(probabilities.count),
        requirement: "be that of the thresholds, \(thresholds.count)"
      )
    }
    try MapError.check(increasing: thresholds, "thresholds")
    for (index, probability) in probabilities.enumerated() {
      let least = index > 0 ? probabilities[index - 1] : 0
      guard probability >= least, probability <= 1 else {
        throw .parameter(name: "probabilities[\(index)]", value: probability, requirement: "lie in [\(least), 1]")
      }
    }
    guard floor > 0, floor < 1 else {
      throw .parameter(name: "the floor", value: floor, requirement: "lie between 0 and 1")
    }
    guard ceiling >= floor, ceiling < 1 else {
      throw .parameter(
        name: "the ceiling",
        value: ceiling,
        requirement: "be at least the floor, \(floor), and less than 1"
      )
    }
    self.init(unchecked: thresholds, probabilities: probabilities, floor: floor, ceiling: ceiling)
  }

  init(unchecked thresholds: [Double], probabilities: [Double], floor: Double, ceiling: Double) {
    self.thresholds = thresholds
    self.probabilities = probabilities
    self.floor = floor
    self.ceiling = ceiling
    logOdds = probabilities.map(LogOdds.of)
    logOddsOfFloor = LogOdds.of(floor)
    logOddsOfCeiling = LogOdds.of(ceiling)
  }

  public var parameterCount: Int { probabilities.count }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    guard !thresholds.isEmpty else { return logOdds }
    let result = max(interpolated(at: logOdds), min(logOdds, logOddsOfFloor))
    return min(result, max(logOdds, logOddsOfCeiling))
  }

  /// The log-odds of the table's value.
  private func interpolated(at score: Double) -> Double {
    let next = thresholds.partitioningIndex { $0 > score }
    if next == 0 { return logOdds[0] }
    let low = probabilities[next - 1]
    if next == thresholds.count || low == probabilities[next] { return logOdds[next - 1] }
    let high = probabilities[next]
    let part =
      LogOdds.difference(score, thresholds[next - 1])
      / LogOdds.difference(thresholds[next], thresholds[next - 1])
    // Two thresholds may be the same probability in double precision.
    return part.isFinite ? LogOdds.of(min(low + part * (high - low), high)) : logOdds[next - 1]
  }
}

extension LogOdds {
  /// The difference of two probabilities, exact where both are near 0 or near 1.
  static func difference(_ left: Double, _ right: Double) -> Double {
    right > 0
      ? probability(-right) - probability(-left) : probability(left) - probability(right)
  }
}

extension IsotonicMap {
  // The log-odds are made of these and are not kept in files.
  private enum CodingKeys: String, CodingKey {
    case thresholds, probabilities, floor, ceiling
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      thresholds: values(.thresholds),
      probabilities: values(.probabilities),
      floor: values(.floor),
      ceiling: values(.ceiling)
    )
  }
}
