import CalibrationKernels

/// The focal calibration map of a tempered softmax: p = Φ_γ(softmax(z / T)).
///
/// γ = 0 is temperature scaling; T = 1 with the γ of training reads a network trained with focal
/// loss as its theory says. The order of the classes never changes.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalTemperatureMap: CalibrationMap, Codable {
  /// T > 0; above 1 lowers confidence.
  public let temperature: Double
  /// γ ≥ −1; above 0 raises the confidence of rows in which a class stands out.
  public let gamma: Double

  /// A map with a given temperature and γ.
  ///
  /// - Throws: ``MapError`` when T is not positive and finite, or γ is not finite or below −1.
  public init(temperature: Double, gamma: Double) throws(MapError) {
    try MapError.check(temperature: temperature)
    try MapError.check(gamma: gamma)
    self.init(unchecked: temperature, gamma: gamma)
  }

  init(unchecked temperature: Double, gamma: Double) {
    self.temperature = temperature
    self.gamma = gamma
  }

  /// The focal calibration map that follows the temperature.
  public var focalMap: FocalCalibrationMap { FocalCalibrationMap(unchecked: gamma) }

  public var keepsOrder: Bool { true }

  public var parameterCount: Int { 2 }

  public func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1 / temperature, gamma)
  }
}

extension FocalTemperatureMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(temperature: values(.temperature), gamma: values(.gamma))
  }
}
