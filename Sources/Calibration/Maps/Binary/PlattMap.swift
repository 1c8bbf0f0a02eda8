/// Platt scaling with known parameters: logit p′ = a·s + b for the log-odds s.
///
/// Source: Platt, "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized
/// Likelihood Methods" (Advances in Large Margin Classifiers, 1999), whose A and B have the other
/// sign.
public struct PlattMap: BinaryCalibrationMap {
  /// a: below 1 it lowers confidence, below 0 it turns the order round.
  public let slope: Double
  /// b: added to the log-odds.
  public let intercept: Double

  /// A map with a given slope and intercept.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when a number is not finite.
  public init(slope: Double, intercept: Double) throws(MapError) {
    try MapError.check(finite: slope, "the slope")
    try MapError.check(finite: intercept, "the intercept")
    self.init(unchecked: slope, intercept: intercept)
  }

  init(unchecked slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  public var parameterCount: Int { 2 }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    slope * logOdds + intercept
  }
}

extension PlattMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(slope: values(.slope), intercept: values(.intercept))
  }
}
