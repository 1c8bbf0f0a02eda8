/// A reason why a map's parameter cannot be used.
public enum MapError: Error, Hashable, Sendable {
  /// The temperature is not a positive, finite number.
  case temperature(Double)
  /// γ is not a finite number of at least −1.
  case gamma(Double)
  /// α does not lie strictly between 0 and 1.
  case alpha(Double)
  /// The smoothing does not lie in [0, 1).
  case smoothing(Double)

  static func check(temperature: Double) throws(MapError) {
    guard temperature > 0, temperature.isFinite, (1 / temperature).isFinite else {
      throw .temperature(temperature)
    }
  }

  static func check(gamma: Double) throws(MapError) {
    guard gamma >= -1, gamma.isFinite else { throw .gamma(gamma) }
  }
}

extension MapError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .temperature(let value):
      "the temperature is \(value); it must be a positive, finite number"
    case .gamma(let value):
      "gamma is \(value); the focal calibration map is defined for finite gamma of at least -1"
    case .alpha(let value):
      "alpha is \(value); it must lie strictly between 0 and 1"
    case .smoothing(let value):
      "the smoothing is \(value); it must be at least 0 and less than 1"
    }
  }
}
