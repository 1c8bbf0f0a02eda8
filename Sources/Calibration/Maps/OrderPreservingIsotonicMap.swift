import CMath

/// One increasing curve for the probabilities of all classes, divided by their sum:
///
///     p′_k = g(p_k) / Σ_j g(p_j),   g(p) = f(p) + max(10⁻⁹ p, min(p, 10⁻²⁹)).
///
/// The second term keeps the order where f is 0. Where f is flat it would vanish in rounding, so
/// classes whose p differ are set apart besides: each, from the largest on, is at least the part
/// 2⁻²² max(1, |ln p′|) below the one before it, which `Float` shows in probabilities above 10⁻³⁷ and in
/// log-probabilities alike. So the order of the classes never changes, also not in a file, and classes
/// of equal p stay equal. An impossible class (a logit of −∞) has p = 0 and stays impossible.
///
/// Source: Zhang, Kailkhura and Han, "Mix-n-Match: Ensemble and Compositional Methods for
/// Uncertainty Calibration in Deep Learning" (ICML 2020), where it is called IRM; their second term is
/// 10⁻⁹ p.
public struct OrderPreservingIsotonicMap: CalibrationMap, Codable {
  /// f: rising, from probabilities to probabilities.
  public let curve: PiecewiseLinearFunction

  /// The logarithm of the factor of p beside f(p).
  private static let logTieBreak = log(1e-9)
  /// What p itself stands for below, so that its 10⁻⁹th part is no smaller than the smallest `Float`.
  private static let logSmallest = log(1e-29)
  /// Two to four times the spacing of `Float`, relative to the number.
  private static let leastGap = 0x1p-22

  init(unchecked curve: PiecewiseLinearFunction) {
    self.curve = curve
  }

  public var keepsOrder: Bool { true }

  public var parameterCount: Int { curve.values.count }

  public func transform(_ block: LogitBlock) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.scores.count) { memory in
      _ = memory.update(fromContentsOf: block.scores)
      IdentityMap().transform(block)
      for index in block.scores.indices {
        block.scores[index] = logValue(at: block.scores[index])
      }
      // The least distances are relative to the normalised probabilities, and change their sum a little.
      IdentityMap().transform(block)
      let logits = LogitBlock(memory, classCount: block.classCount)
      withUnsafeTemporaryAllocation(of: Int.self, capacity: block.classCount) { order in
        for row in 0..<block.rowCount {
          Self.separate(block[row], inOrderOf: logits[row], scratch: order)
        }
      }
      IdentityMap().transform(block)
    }
  }

  /// ln g(p), in logarithms throughout, so that probabilities that underflow keep their order.
  private func logValue(at logP: Double) -> Double {
    if logP == -.infinity { return logP }
    let value = curve.value(at: exp(logP))
    let rest = max(logP + Self.logTieBreak, min(logP, Self.logSmallest))
    return value > 0 ? log(value) + log1p(exp(rest - log(value))) : rest
  }

  /// Lowers values so that they fall wherever the logits do, and are equal wherever these are.
  private static func separate(
    _ values: UnsafeMutableBufferPointer<Double>,
    inOrderOf logits: UnsafeMutableBufferPointer<Double>,
    scratch: UnsafeMutableBufferPointer<Int>
  ) {
    var order = scratch
    for index in order.indices { order[index] = index }
    order.sort { logits[$0] > logits[$1] }
    for (last, next) in zip(order, order.dropFirst()) {
      if logits[next] == logits[last] {
        values[next] = values[last]
      } else {
        values[next] = min(values[next], values[last] - leastGap * max(1, -values[last]))
      }
    }
  }
}

extension OrderPreservingIsotonicMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    curve = try values(.curve)
    guard
      curve.isProbability, zip(curve.values, curve.values.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw MapError.steps }
  }
}
