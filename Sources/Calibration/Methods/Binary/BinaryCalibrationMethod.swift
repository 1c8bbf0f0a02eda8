/// A way to find a calibration map of the probability of one event from log-odds and outcomes.
///
/// ``BinaryCalibration``, ``OneVersusRest`` and ``TopLabel`` make a ``CalibrationMethod`` of it.
public protocol BinaryCalibrationMethod: Sendable, Hashable, Codable {
  /// The maps this method fits.
  associatedtype Map: BinaryCalibrationMap

  /// Fits a map.
  ///
  /// Any data can be fitted; without rows the result is the identity, as far as the method's maps
  /// come close to it.
  func fit(to scores: BinaryScores) -> BinaryFit<Map>
}

/// A fitted binary map and how the fit went.
public struct BinaryFit<Map: BinaryCalibrationMap>: Sendable {
  /// The fitted map.
  public let map: Map
  /// The map's parameters, with standard errors where the data determine them; empty for maps that
  /// are tables.
  public let parameters: [FittedParameter]
  /// What the user should know about the data or the result.
  public let warnings: [FitWarning]

  /// Joins a map with what is to be said of it.
  ///
  /// - Parameters:
  ///   - map: The fitted map.
  ///   - parameters: Its numbers by name; none for maps that are tables.
  ///   - warnings: What the user should know. That the map is worse than none is found by
  ///     ``BinaryCalibration``, ``OneVersusRest`` and ``TopLabel``.
  public init(map: Map, parameters: [FittedParameter] = [], warnings: [FitWarning] = []) {
    self.map = map
    self.parameters = parameters
    self.warnings = warnings
  }
}
