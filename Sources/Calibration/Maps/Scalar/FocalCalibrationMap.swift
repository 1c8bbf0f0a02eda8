import CalibrationKernels

/// The focal calibration map Φ_γ: from what a model trained with focal loss outputs to the class
/// probabilities it means.
///
/// With q = softmax(z),
///
///     p_i = h(q_i) / Σ_j h(q_j),   ln h(v) = ln v − γ ln(1 − v) − ln(1 + γ r(v)),
///     r(v) = −v ln v / (1 − v).
///
/// For a model trained with focal loss of a known γ the map needs no data. γ = 0 is the identity. The
/// order of the classes never changes.
///
/// γ > 0 raises the confidence of rows in which a class stands out; among many classes, all of them
/// unlikely, it moves towards uniform. γ < 0 lowers confidence, for γ near −1 only where it is high;
/// at γ = −1 the log-odds of two classes even grow, by at most ln 2.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalCalibrationMap: OneParameterMap, Codable {
  /// γ ≥ −1; the γ of the focal loss that trained the model.
  public let gamma: Double

  /// The map of a focal loss with a focusing parameter.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when γ is not finite or below −1, where h turns negative.
  public init(gamma: Double) throws(MapError) { self.init(unchecked: try MapError.check(gamma: gamma)) }

  init(unchecked gamma: Double) { self.gamma = gamma }

  public func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1, gamma)
  }
}

extension FocalCalibrationMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(gamma: values(.gamma))
  }
}
