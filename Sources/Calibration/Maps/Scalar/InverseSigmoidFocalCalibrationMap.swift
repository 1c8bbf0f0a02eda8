/// The inverse of the focal calibration map of binary problems trained with α-balanced focal loss.
///
/// From the probability p of class 1 it gives the sigmoid output q that minimises the expected loss;
/// see ``SigmoidFocalCalibrationMap``.
public struct InverseSigmoidFocalCalibrationMap: InverseMap {
  /// The α-shifted focal calibration map, which this one inverts.
  public let inverse: SigmoidFocalCalibrationMap

  /// γ ≥ −1 of the map that this one inverts.
  public var gamma: Double { inverse.gamma }
  /// α in (0, 1) of the map that this one inverts.
  public var alpha: Double { inverse.alpha }

  /// Two.
  public var classCount: Int? { inverse.classCount }

  /// The inverse of the map of a focal loss of sigmoid outputs.
  ///
  /// - Throws: ``MapError`` when γ is not finite or below −1, or α is not strictly between 0 and 1.
  public init(gamma: Double, alpha: Double) throws(MapError) {
    self.init(of: try SigmoidFocalCalibrationMap(gamma: gamma, alpha: alpha))
  }

  init(of inverse: SigmoidFocalCalibrationMap) {
    self.inverse = inverse
  }

  public func transform(_ block: LogitBlock) {
    block.shiftLogOdds(by: -inverse.logOddsShift)
    inverse.focalMap.inverse.transform(block)
  }
}

extension SigmoidFocalCalibrationMap: InvertibleCalibrationMap {
  /// The map from class probabilities to the outputs that minimise α-balanced focal loss.
  public var inverse: InverseSigmoidFocalCalibrationMap { InverseSigmoidFocalCalibrationMap(of: self) }
}
