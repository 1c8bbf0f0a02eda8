/// The derivatives of a loss with respect to the logits of one row.
protocol LossSlopes {
  /// The derivative with respect to the logit of a class.
  func first(_ index: Int) -> Double

  /// The second derivative with respect to the logit of a class.
  func diagonal(_ index: Int) -> Double

  /// The second derivative with respect to the logits of two classes.
  func offDiagonal(_ one: Int, _ other: Int) -> Double
}

/// A loss whose derivatives all come from a few numbers that are computed once for a row.
protocol SlopedLoss: ClassificationLoss {
  associatedtype Slopes: LossSlopes

  func slopes(of row: SoftmaxRow, label: Int) -> Slopes
}

extension SlopedLoss {
  public func writeGradient(of row: SoftmaxRow, label: Int, to gradient: UnsafeMutableBufferPointer<Double>) {
    let slopes = slopes(of: row, label: label)
    for index in 0..<row.classCount { gradient[index] = slopes.first(index) }
  }

  public func writeHessian(of row: SoftmaxRow, label: Int, to hessian: UnsafeMutableBufferPointer<Double>) {
    let slopes = slopes(of: row, label: label)
    hessian.fillSymmetric(order: row.classCount, diagonal: slopes.diagonal, offDiagonal: slopes.offDiagonal)
  }

  public func writeHessianDiagonal(of row: SoftmaxRow, label: Int, to diagonal: UnsafeMutableBufferPointer<Double>) {
    let slopes = slopes(of: row, label: label)
    for index in 0..<row.classCount { diagonal[index] = slopes.diagonal(index) }
  }
}
