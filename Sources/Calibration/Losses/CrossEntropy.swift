/// Cross-entropy, also called negative log-likelihood or log loss: −ln q_y.
///
/// Proper: its calibration map is the identity, its entropy is Shannon's and its divergence that of
/// Kullback and Leibler, in nats.
public struct CrossEntropy: ClassificationLoss {
  public var isProper: Bool { true }

  public var calibrationMap: IdentityMap { IdentityMap() }

  /// Creates the loss.
  public init() {}

  public func value(of row: SoftmaxRow, label: Int) -> Double {
    -row.logProbabilities[label]
  }

  public func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>) {
    for index in 0..<row.classCount {
      gradient[index] = index == label ? -row.complement(of: label) : row.probability(of: index)
    }
  }

  public func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>) {
    hessian.fillSymmetric(order: row.classCount) {
      row.probability(of: $0) * row.complement(of: $0)
    } offDiagonal: {
      -row.probability(of: $0) * row.probability(of: $1)
    }
  }

  public func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>) {
    for index in 0..<row.classCount {
      diagonal[index] = row.probability(of: index) * row.complement(of: index)
    }
  }
}
