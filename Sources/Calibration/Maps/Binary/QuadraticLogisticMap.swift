/// Quadratic logistic calibration with known parameters: logit p′ = q·s² + a·s + b for the log-odds s.
///
/// Monotone only for q = 0; otherwise it turns round at s = −a / (2q).
public struct QuadraticLogisticMap: BinaryCalibrationMap {
  /// q: the weight of the square.
  public let quadratic: Double
  /// a: the slope at s = 0.
  public let slope: Double
  /// b: the log-odds at s = 0.
  public let intercept: Double

  /// A map with given coefficients.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when a number is not finite.
  public init(quadratic: Double, slope: Double, intercept: Double) throws(MapError) {
    try MapError.check(finite: quadratic, "the quadratic coefficient")
    try MapError.check(finite: slope, "the slope")
    try MapError.check(finite: intercept, "the intercept")
    self.init(unchecked: quadratic, slope: slope, intercept: intercept)
  }

  init(unchecked quadratic: Double, slope: Double, intercept: Double) {
    self.quadratic = quadratic
    self.slope = slope
    self.intercept = intercept
  }

  public var parameterCount: Int { 3 }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    // A square that overflows would meet its opposite in a sum.
    (quadratic * logOdds + slope) * logOdds + intercept
  }
}

extension QuadraticLogisticMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(quadratic: values(.quadratic), slope: values(.slope), intercept: values(.intercept))
  }
}
