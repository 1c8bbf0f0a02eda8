import CMath
import CalibrationKernels

/// The softmax q of one row of logits, as a ``ClassificationLoss`` takes it: ln q and ln(1 − q) of
/// every class, exact where q is near 0 and where it is near 1.
///
/// The row lives in memory that the caller owns, so that a training loop can reuse it:
///
/// ```swift
/// var scratch = [Double](repeating: 0, count: SoftmaxRow.scratchCount(classes: 10))
/// var gradient = [Double](repeating: 0, count: 10)
/// try logits.withUnsafeBufferPointer { logits in
///   try scratch.withUnsafeMutableBufferPointer { scratch in
///     let row = try SoftmaxRow(logits: logits, scratch: scratch)
///     gradient.withUnsafeMutableBufferPointer { loss.writeGradient(of: row, label: 3, to: $0) }
///   }
/// }
/// ```
public struct SoftmaxRow {
  /// ln q of each class; −∞ for an impossible one.
  public let logProbabilities: UnsafeBufferPointer<Double>
  /// ln(1 − q) of each class; −∞ for the only possible one.
  public let logComplements: UnsafeBufferPointer<Double>

  /// The number of classes, at least 2.
  public var classCount: Int { logProbabilities.count }

  /// The number of elements of scratch memory that a row needs.
  public static func scratchCount(classes: Int) -> Int { 2 * classes }

  /// Computes the softmax of a row of logits (or log-probabilities).
  ///
  /// - Parameters:
  ///   - logits: At least two; −∞ marks an impossible class.
  ///   - scratch: ``scratchCount(classes:)`` elements that the row uses as long as it lives.
  /// - Throws: ``PredictionsError`` when the row is too short, has a NaN or +∞, or nothing but −∞.
  public init(
    logits: UnsafeBufferPointer<Double>,
    scratch: UnsafeMutableBufferPointer<Double>
  ) throws(PredictionsError) {
    precondition(scratch.count >= Self.scratchCount(classes: logits.count), "scratch too small")
    let logProbabilities = UnsafeMutableBufferPointer(rebasing: scratch[..<logits.count])
    _ = logProbabilities.update(fromContentsOf: logits)
    try IdentityMap().transform(row: logProbabilities)
    self.init(normalised: logProbabilities, scratch: scratch)
  }

  /// The row of log-probabilities that fill the first half of `scratch`.
  init(normalised logProbabilities: UnsafeMutableBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) {
    let count = logProbabilities.count
    let logComplements = UnsafeMutableBufferPointer(rebasing: scratch[count..<(2 * count)])
    var lead = 0
    for (index, value) in logProbabilities.enumerated() {
      if value > logProbabilities[lead] { lead = index }
      logComplements[index] = log1p(-exp(value))
    }
    logComplements[lead] = Self.logSum(of: logProbabilities, without: lead)
    self.logProbabilities = UnsafeBufferPointer(logProbabilities)
    self.logComplements = UnsafeBufferPointer(logComplements)
  }

  /// The terms of focal loss at the probability of a class.
  func focalTerms(of label: Int) -> FocalTerms {
    FocalTerms(logV: logProbabilities[label], logW: logComplements[label])
  }

  /// q of a class, or 1 − q.
  func probability(of label: Int) -> Double { exp(logProbabilities[label]) }
  func complement(of label: Int) -> Double { exp(logComplements[label]) }

  /// The logarithm of the sum of all exponentials but one.
  static func logSum(of values: UnsafeMutableBufferPointer<Double>, without left: Int) -> Double {
    var top = -Double.infinity
    for (index, value) in values.enumerated() where index != left { top = max(top, value) }
    guard top > -.infinity else { return top }
    var sum = 0.0
    for (index, value) in values.enumerated() where index != left { sum += exp(value - top) }
    return top + log(sum)
  }
}
