import CMath

/// The focal calibration map of binary problems trained with α-balanced focal loss.
///
/// For one sigmoid output q, the probability of class 1 of two,
///
///     logit p = ln h(q) − ln h(1 − q) + ln((1 − α) / α),
///
/// with the h of ``FocalCalibrationMap``. α = ½ leaves the classes balanced. Dense detectors
/// (RetinaNet: γ = 2, α = 0.25) and gradient boosters with a focal objective need it per output.
/// The shift moves the decision threshold: a q of ½ is not a p of ½ unless α = ½.
///
/// Source: the loss is that of Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object
/// Detection" (ICCV 2017); the map follows from Komisarenko and Kull (ECAI 2024).
public struct SigmoidFocalCalibrationMap: CalibrationMap, Codable {
  /// γ ≥ −1 of the training loss.
  public let gamma: Double
  /// α in (0, 1) of the training loss: the weight of class 1, where class 0 has 1 − α.
  public let alpha: Double

  /// Two: outputs of one column, or two columns of class 0 and class 1.
  public var classCount: Int? { 2 }

  /// The map of a focal loss of sigmoid outputs.
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
    focalMap.transform(block)
    block.shiftLogOdds(by: logOddsShift)
  }

  /// The focal calibration map that comes before the shift.
  var focalMap: FocalCalibrationMap { FocalCalibrationMap(unchecked: gamma) }

  /// ln((1 − α) / α).
  var logOddsShift: Double { log1p(-alpha) - log(alpha) }
}

extension LogitBlock {
  /// Adds to the log-odds of class 1 of two classes, and normalises.
  func shiftLogOdds(by shift: Double) {
    for index in stride(from: 1, to: scores.count, by: 2) {
      scores[index] += shift
    }
    IdentityMap().transform(self)
  }
}

extension SigmoidFocalCalibrationMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(gamma: values(.gamma), alpha: values(.alpha))
  }
}
