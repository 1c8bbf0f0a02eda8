import Calibration

extension FocalTemperatureMap {
  /// The map of temperature and γ that is the same as a temperature map, a focal calibration map or a focal temperature
  /// map; `nil` for maps of other families.
  public init?(equivalentTo map: any CalibrationMap) {
    let parameters: (temperature: Double, gamma: Double)? =
      switch map {
      case let map as FocalTemperatureMap: (map.temperature, map.gamma)
      case let map as TemperatureMap: (map.temperature, 0)
      case let map as FocalCalibrationMap: (1, map.gamma)
      default: nil
      }
    guard let parameters else { return nil }
    try? self.init(temperature: parameters.temperature, gamma: parameters.gamma)
  }
}
