/// Beta calibration with known parameters: logit p′ = a ln p − b ln(1 − p) + c.
///
/// Source: Kull, Silva Filho and Flach, "Beta Calibration: a Well-founded and Easily Implemented
/// Improvement on Logistic Calibration for Binary Classifiers" (AISTATS 2017).
public struct BetaMap: BinaryCalibrationMap {
  /// a ≥ 0: the slope of the log-odds where p is near 0.
  public let a: Double
  /// b ≥ 0: the slope of the log-odds where p is near 1.
  public let b: Double
  /// c: added to the log-odds.
  public let c: Double

  /// A map with given coefficients.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when a or b is negative, or a number is
  ///   not finite.
  public init(a: Double, b: Double, c: Double) throws(MapError) {
    for (name, value) in [("a", a), ("b", b)] where !(value >= 0 && value.isFinite) {
      throw .parameter(name: name, value: value, requirement: "be finite and at least 0")
    }
    try MapError.check(finite: c, "c")
    self.init(unchecked: a, b: b, c: c)
  }

  init(unchecked a: Double, b: Double, c: Double) {
    self.a = a
    self.b = b
    self.c = c
  }

  public var parameterCount: Int { 3 }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    let (p, complement) = LogOdds.logProbabilities(logOdds)
    return a * p - b * complement + c
  }
}

extension BetaMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(a: values(.a), b: values(.b), c: values(.c))
  }
}
