extension FocalTemperatureMap {
  /// The map of temperature and γ that is the same as a temperature map, a focal calibration map or a focal temperature
  /// map; `nil` for maps of other families.
  public init?(equivalentTo map: any CalibrationMap) {
    guard let map = MapKind(map)?.focalTemperatureMap else { return nil }
    self = map
  }
}
