/// What a binary map is applied to, in a map of class probabilities.
public enum BinaryMapTarget: String, Sendable, Hashable, Codable, CaseIterable {
  /// The probability of class 1 of two.
  case event
  /// The probability of each class against all others.
  case oneVersusRest = "one-versus-rest"
  /// The probability of the leading class.
  case topLabel = "top-label"
}

/// A calibration map that is made of binary maps.
package protocol BinaryMapApplication: CalibrationMap {
  /// What the binary maps are applied to.
  var target: BinaryMapTarget { get }
  /// One map, or one for each class.
  var binaryMaps: [any BinaryCalibrationMap] { get }
}

extension BinaryMap: BinaryMapApplication {
  package var target: BinaryMapTarget { .event }
  package var binaryMaps: [any BinaryCalibrationMap] { [map] }
}

extension OneVersusRestMap: BinaryMapApplication {
  package var target: BinaryMapTarget { .oneVersusRest }
  package var binaryMaps: [any BinaryCalibrationMap] { maps }
}

extension TopLabelMap: BinaryMapApplication {
  package var target: BinaryMapTarget { .topLabel }
  package var binaryMaps: [any BinaryCalibrationMap] { [map] }
}
