/// α-balanced focal loss of one sigmoid output q = 1 / (1 + e^−z):
///
///     −α (1 − q)^γ ln q   for class 1,   −(1 − α) q^γ ln(1 − q)   for class 0.
///
/// What dense detectors apply per anchor and class (RetinaNet: γ = 2, α = 0.25), and gradient boosters
/// as a focal objective. Unless γ = 0 and α = ½ it is not proper; its ``calibrationMap`` reads the
/// outputs. As a ``ClassificationLoss`` it takes rows (0, z), or two logits whose difference is z.
///
/// Source: Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017).
public struct SigmoidFocalLoss: ClassificationLoss {
  /// γ > −1. The default is that of RetinaNet.
  public static let gammaParameter = LossParameter("gamma", symbol: "γ", FocalLoss.gammaParameter.range, default: 2)

  /// α in (0, 1). The default is that of RetinaNet.
  public static let alphaParameter = LossParameter("alpha", symbol: "α", .between(0, 1), default: 0.25)

  /// γ > −1.
  public let gamma: Double
  /// α in (0, 1): the weight of class 1, where class 0 has 1 − α.
  public let alpha: Double

  private let focalLoss: FocalLoss

  /// Two.
  public var classCount: Int? { 2 }

  public var isProper: Bool { gamma == 0 && alpha == 0.5 }

  public var calibrationMap: SigmoidFocalCalibrationMap {
    SigmoidFocalCalibrationMap(unchecked: gamma, alpha: alpha)
  }

  /// The focal loss of one sigmoid output, with a weight for the positive class.
  ///
  /// - Throws: ``LossError`` when γ is not finite or not above −1, or α is not strictly between 0 and
  ///   1.
  public init(gamma: Double, alpha: Double) throws(LossError) {
    try Self.gammaParameter.check(gamma)
    try Self.alphaParameter.check(alpha)
    self.focalLoss = try FocalLoss(gamma: gamma)
    self.gamma = gamma
    self.alpha = alpha
  }

  /// The loss of one logit with its first and second derivative with respect to it: what a gradient
  /// booster's custom objective returns. The second may be negative, since the loss is not convex.
  ///
  /// - Parameter label: 0 or 1.
  /// - Throws: ``PredictionsError`` when the logit is NaN or +∞, the label neither 0 nor 1, or the
  ///   logit −∞ and the label 1.
  public func derivatives(logit: Double, label: Int) throws(PredictionsError) -> LogitDerivatives {
    let logits = [0, logit]
    return LogitDerivatives(
      value: try value(logits: logits, label: label),
      first: try gradient(logits: logits, label: label)[1],
      second: try hessianDiagonal(logits: logits, label: label)[1]
    )
  }

  public func value(of row: SoftmaxRow, label: Int) -> Double {
    weight(of: label) * focalLoss.value(of: row, label: label)
  }

  public func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>) {
    focalLoss.writeGradient(of: row, label: label, to: gradient)
    scale(gradient, label: label)
  }

  public func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>) {
    focalLoss.writeHessian(of: row, label: label, to: hessian)
    scale(hessian, label: label)
  }

  public func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>) {
    focalLoss.writeHessianDiagonal(of: row, label: label, to: diagonal)
    scale(diagonal, label: label)
  }

  private func weight(of label: Int) -> Double { label == 1 ? alpha : 1 - alpha }

  private func scale(_ values: UnsafeMutableBufferPointer<Double>, label: Int) {
    for index in values.indices {
      values[index] *= weight(of: label)
    }
  }
}

/// A loss of one logit with its derivatives.
public struct LogitDerivatives: Sendable, Equatable {
  /// The loss.
  public let value: Double
  /// The first derivative with respect to the logit.
  public let first: Double
  /// The second derivative with respect to the logit.
  public let second: Double
}
