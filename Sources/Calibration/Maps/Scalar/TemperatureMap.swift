import CalibrationKernels

/// Temperature scaling with a known temperature: p = softmax(z / T).
///
/// The order of the classes never changes.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017).
public struct TemperatureMap: OneParameterMap, Codable {
  /// T > 0; above 1 lowers confidence.
  public let temperature: Double

  /// A map with a given temperature.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when T or 1 / T is not positive and finite.
  public init(temperature: Double) throws(MapError) {
    self.init(unchecked: try MapError.check(temperature: temperature))
  }

  init(unchecked temperature: Double) { self.temperature = temperature }

  public func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1 / temperature, 0)
  }
}

extension TemperatureMap: InvertibleCalibrationMap {
  /// The map with the temperature 1 / T.
  public var inverse: TemperatureMap { TemperatureMap(unchecked: 1 / temperature) }
}

extension TemperatureMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(temperature: values(.temperature))
  }
}
