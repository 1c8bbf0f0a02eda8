import CalibrationKernels

/// A factor and a shift for each class: p = softmax(a ⊙ ln q + b) with q = softmax(z).
///
/// It may change the order of the classes. A −∞ logit stays impossible.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017), on
/// log-probabilities in the place of logits: a row of logits means the same when a constant is added
/// to it, and its map must not depend on that constant.
public struct VectorMap: CalibrationMap, Codable {
  /// a, one finite factor for each class.
  public let diagonal: [Double]
  /// b, one finite shift for each class.
  public let intercept: [Double]

  public var classCount: Int? { diagonal.count }

  /// A map with given factors and shifts.
  ///
  /// - Throws: ``MapError`` when the counts differ or are below 2, or a number is not finite.
  public init(diagonal: [Double], intercept: [Double]) throws(MapError) {
    try MapError.check(diagonal: diagonal, intercept: intercept)
    self.init(uncheckedDiagonal: diagonal, intercept: intercept)
  }

  init(uncheckedDiagonal diagonal: [Double], intercept: [Double]) {
    self.diagonal = diagonal
    self.intercept = intercept
  }

  public var parameterCount: Int { 2 * diagonal.count }

  public func transform(_ block: LogitBlock) {
    TemperedFeatures().transform(block)
    block.apply(diagonal: diagonal, intercept: intercept)
    IdentityMap().transform(block)
  }
}

extension LogitBlock {
  /// Replaces each row z by a ⊙ z + b.
  func apply(diagonal: [Double], intercept: [Double]) {
    ck_affine_rows_f64(scores.baseAddress, rowCount, classCount, diagonal, intercept, scores.baseAddress)
  }
}

extension VectorMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(diagonal: values(.diagonal), intercept: values(.intercept))
  }
}
