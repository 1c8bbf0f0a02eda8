import Foundation

/// One increasing curve for the probabilities of all classes, divided by their sum:
///
///     p′_k = (f(p_k) + 10⁻⁹ p_k) / Σ_j (f(p_j) + 10⁻⁹ p_j).
///
/// The second term keeps the order where f is flat, so the order of the classes never changes. An
/// impossible class (a logit of −∞) has p = 0 and stays impossible.
///
/// Source: Zhang, Kailkhura and Han, "Mix-n-Match: Ensemble and Compositional Methods for
/// Uncertainty Calibration in Deep Learning" (ICML 2020), where it is called IRM.
public struct OrderPreservingIsotonicMap: CalibrationMap, Codable {
  /// f: rising, from probabilities to probabilities.
  public let curve: PiecewiseLinearFunction

  /// The factor of p beside f(p).
  private static let logTieBreak = log(1e-9)

  init(unchecked curve: PiecewiseLinearFunction) {
    self.curve = curve
  }

  public var keepsOrder: Bool { true }

  public var parameterCount: Int { curve.values.count }

  public func transform(_ block: LogitBlock) {
    IdentityMap().transform(block)
    for index in block.scores.indices {
      let logP = block.scores[index]
      if logP == -.infinity { continue }
      let value = curve.value(at: exp(logP))
      let rest = logP + Self.logTieBreak
      // In logarithms, so that probabilities that underflow keep their order.
      block.scores[index] = value > 0 ? log(value) + log1p(exp(rest - log(value))) : rest
    }
    IdentityMap().transform(block)
  }
}

extension OrderPreservingIsotonicMap {
  private enum CodingKeys: String, CodingKey {
    case curve
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    curve = try container.decode(PiecewiseLinearFunction.self, forKey: .curve)
    guard
      curve.isProbability, zip(curve.values, curve.values.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw MapError.steps }
  }
}
