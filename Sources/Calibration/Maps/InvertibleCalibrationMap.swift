/// A calibration map that loses nothing: another map takes its outputs back to its inputs.
public protocol InvertibleCalibrationMap: CalibrationMap {
  /// The type of ``inverse``.
  associatedtype Inverse: CalibrationMap

  /// The map Φ⁻¹ with Φ(Φ⁻¹(p)) = p.
  var inverse: Inverse { get }
}
