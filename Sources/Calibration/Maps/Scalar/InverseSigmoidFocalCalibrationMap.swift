/// The inverse of the focal calibration map of binary problems trained with α-balanced focal loss.
///
/// From the probability p of class 1 it gives the sigmoid output q that minimises the expected loss;
/// see ``SigmoidFocalCalibrationMap``.
public struct InverseSigmoidFocalCalibrationMap: CalibrationMap, Codable {
  /// γ ≥ −1 of the map that this one inverts.
  public let gamma: Double
  /// α in (0, 1) of the map that this one inverts.
  public let alpha: Double

  /// Two.
  public var classCount: Int? { 2 }

  /// The inverse of the map of a focal loss of sigmoid outputs.
  ///
  /// - Throws: ``MapError`` when γ is not finite or below −1, or α is not strictly between 0 and 1.
  public init(gamma: Double, alpha: Double) throws(MapError) {
    try MapError.check(gamma: gamma)
    try MapError.check(alpha: alpha)
    self.init(unchecked: gamma, alpha: alpha)
  }

  init(unchecked gamma: Double, alpha: Double) {
    self.gamma = gamma
    self.alpha = alpha
  }

  public var parameterCount: Int { 2 }

  public func transform(_ block: LogitBlock) {
    block.shiftLogOdds(by: -inverse.logOddsShift)
    InverseFocalCalibrationMap(unchecked: gamma).transform(block)
  }
}

extension SigmoidFocalCalibrationMap: InvertibleCalibrationMap {
  /// The map from class probabilities to the outputs that minimise α-balanced focal loss.
  public var inverse: InverseSigmoidFocalCalibrationMap {
    InverseSigmoidFocalCalibrationMap(unchecked: gamma, alpha: alpha)
  }
}

extension InverseSigmoidFocalCalibrationMap: InvertibleCalibrationMap {
  /// The α-shifted focal calibration map.
  public var inverse: SigmoidFocalCalibrationMap {
    SigmoidFocalCalibrationMap(unchecked: gamma, alpha: alpha)
  }
}

extension InverseSigmoidFocalCalibrationMap {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(gamma: container.value(.gamma), alpha: container.value(.alpha))
  }
}
