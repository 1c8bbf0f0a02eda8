import CMath

/// Focal loss of a softmax: −(1 − q_y)^γ ln q_y.
///
/// γ = 0 is cross-entropy; γ > 0 counts easy rows less, −1 < γ < 0 counts them more. Unless γ = 0 the
/// loss is not proper: a model that minimises it outputs a q whose ``calibrationMap``, the focal
/// calibration map Φ_γ, is p. It is not convex in the logits.
///
/// Sources: Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017);
/// Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling, and
/// Properness" (ECAI 2024).
public struct FocalLoss: SlopedLoss {
  /// γ > −1. At −1 the loss no longer falls to 0 as q_y tends to 1.
  public static let gammaParameter = LossParameter("gamma", symbol: "γ", .above(-1), example: 3)

  /// γ > −1.
  public let gamma: Double

  public var isProper: Bool { gamma == 0 }

  public var calibrationMap: FocalCalibrationMap { FocalCalibrationMap(unchecked: gamma) }

  /// The focal loss with a focusing parameter.
  ///
  /// - Throws: ``LossError`` when γ is not finite or not above −1. At −1 the loss no longer
  ///   falls to 0 as q_y tends to 1.
  public init(gamma: Double) throws(LossError) {
    try Self.gammaParameter.check(gamma)
    self.gamma = gamma
  }

  public func value(of row: SoftmaxRow, label: Int) -> Double {
    let terms = row.focalTerms(of: label)
    if terms.logW == -.infinity { return 0 }
    // −ln v = 1 − v where 1 − v is too small for ln v to be a number other than 0.
    return terms.logV < -.leastNormalMagnitude
      ? exp(gamma * terms.logW) * -terms.logV
      : exp((1 + gamma) * terms.logW)
  }

  func slopes(of row: SoftmaxRow, label: Int) -> FocalSlopes {
    FocalSlopes(of: row, label: label, gamma: gamma)
  }
}

/// The derivatives of focal loss with respect to the logits of one row.
///
/// With v = q_y, w = 1 − v, D = 1 + γ r(v), C = v (2 + (γ − 1) r(v) + ln v) and the shares
/// s_j = q_j / w of the other classes, all is a multiple of w^(1+γ), which is finite for γ > −1.
struct FocalSlopes: LossSlopes {
  let row: SoftmaxRow
  let label: Int
  private let logW: Double
  /// w^(1+γ) D, minus the derivative with respect to the label's logit.
  private let damped: Double
  /// w^(1+γ) γ C.
  private let second: Double
  /// The second derivative with respect to the label's logit.
  private let labelCurvature: Double

  init(of row: SoftmaxRow, label: Int, gamma: Double) {
    let terms = row.focalTerms(of: label)
    let v = row.probability(of: label)
    let scale = exp((1 + gamma) * terms.logW)
    self.row = row
    self.label = label
    self.logW = terms.logW
    self.damped = scale * exp(terms.logDamping(gamma: gamma))
    self.second = scale * gamma * v * (2 + (gamma - 1) * terms.r + terms.logV)
    self.labelCurvature = second + damped * v
  }

  /// s_j; 0 where the label's class is the only possible one.
  private func share(of index: Int) -> Double {
    logW == -.infinity ? 0 : exp(row.logProbabilities[index] - logW)
  }

  func first(_ index: Int) -> Double {
    index == label ? -damped : damped * share(of: index)
  }

  func diagonal(_ index: Int) -> Double {
    if index == label { return labelCurvature }
    let share = share(of: index)
    return share * (second * share + damped * row.complement(of: index))
  }

  func offDiagonal(_ one: Int, _ other: Int) -> Double {
    if one == label { return -share(of: other) * labelCurvature }
    if other == label { return -share(of: one) * labelCurvature }
    return share(of: one) * (second * share(of: other) - damped * row.probability(of: other))
  }
}
