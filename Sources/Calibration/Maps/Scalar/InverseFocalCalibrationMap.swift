import CalibrationKernels

/// The inverse of the focal calibration map: Φ_γ⁻¹.
///
/// From class probabilities p it gives the q that a model trained with focal loss would output for
/// them. It exists for every γ ≥ −1, also for −1 < γ < 0, where h of ``FocalCalibrationMap`` is not
/// monotone. It never changes the order of the classes.
///
/// Each row is solved by a safeguarded Newton method in the log domain, at some ten to twenty times
/// the cost of the map itself. Near γ = −1 rounding errors of p are amplified by up to 1 / (1 + γ).
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024); the parametrisation is this library's.
public struct InverseFocalCalibrationMap: InverseMap {
  /// The focal calibration map, which this one inverts.
  public let inverse: FocalCalibrationMap

  /// γ ≥ −1 of the map that this one inverts.
  public var gamma: Double { inverse.gamma }

  /// The inverse of the map of a focal loss.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when γ is not finite or below −1.
  public init(gamma: Double) throws(MapError) {
    self.init(of: try FocalCalibrationMap(gamma: gamma))
  }

  init(of inverse: FocalCalibrationMap) {
    self.inverse = inverse
  }

  public var keepsOrder: Bool { true }

  public func transform(_ block: LogitBlock) {
    ck_inverse_focal_rows(block.scores.baseAddress, block.rowCount, block.classCount, gamma)
  }
}

extension FocalCalibrationMap: InvertibleCalibrationMap {
  /// The map from class probabilities to what a model trained with focal loss outputs for them.
  public var inverse: InverseFocalCalibrationMap { InverseFocalCalibrationMap(of: self) }
}
