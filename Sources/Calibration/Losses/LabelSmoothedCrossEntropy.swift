/// Cross-entropy with smoothed labels: −Σ_j t_j ln q_j, with t = (1 − ε) e_y + ε / K.
///
/// Not proper: under p its minimiser is (1 − ε) p + ε / K. Where q_j ≥ ε / K for all classes, the loss
/// is its ``ClassificationLoss/properPart`` of the ``calibrationMap``; outputs below ε / K have no
/// counterpart, the map sets them to 0, and the proper part no longer gives the loss back.
///
/// A row with an impossible class has the loss +∞ (unless ε = 0), since that class has a share in
/// every label; the derivatives stay finite.
///
/// Source: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for
/// Computer Vision" (CVPR 2016).
public struct LabelSmoothedCrossEntropy: ClassificationLoss {
  /// ε in [0, 1). The default is that of Szegedy et al.
  public static let smoothingParameter = LossParameter("smoothing", symbol: "ε", .from(0, below: 1), default: 0.1)

  /// ε in [0, 1): the part of each label that is spread evenly over all K classes.
  public let smoothing: Double

  public var isProper: Bool { smoothing == 0 }

  public var calibrationMap: LabelSmoothingCalibrationMap {
    LabelSmoothingMap(unchecked: smoothing).inverse
  }

  /// The cross-entropy with a share of the target spread evenly over all classes.
  ///
  /// - Throws: ``LossError`` when ε does not lie in [0, 1).
  public init(smoothing: Double) throws(LossError) {
    try Self.smoothingParameter.check(smoothing)
    self.smoothing = smoothing
  }

  public func value(of row: SoftmaxRow, label: Int) -> Double {
    if smoothing == 0 { return CrossEntropy().value(of: row, label: label) }
    let spread = row.logProbabilities.reduce(0, +) / Double(row.classCount)
    return -(1 - smoothing) * row.logProbabilities[label] - smoothing * spread
  }

  public func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>) {
    CrossEntropy().writeGradient(of: row, label: label, to: gradient)
    let share = smoothing / Double(row.classCount)
    for index in 0..<row.classCount {
      gradient[index] -= share
    }
    gradient[label] += smoothing
  }

  /// That of cross-entropy: the labels enter the loss linearly in the logits.
  public func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>) {
    CrossEntropy().writeHessian(of: row, label: label, to: hessian)
  }

  /// That of cross-entropy.
  public func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>) {
    CrossEntropy().writeHessianDiagonal(of: row, label: label, to: diagonal)
  }
}
