import Foundation

/// Probabilities that are constant within bins: for each binary problem a step function of the
/// log-odds gives the probability.
///
/// Two classes are one problem, that of class 1. With more, each class against all others is one, and
/// the probabilities are divided by their sum. The order of the classes may change, and ties are
/// common. Probabilities of a bin are kept 2⁻⁵³ away from 0 and 1; a class whose logit is −∞ stays
/// impossible.
public struct BinningMap: CalibrationMap, Codable {
  /// For class 1 of two, or for each class of three or more: the probability, before normalisation,
  /// as a function of ln(p / (1 − p)). A threshold belongs to the bin below it.
  public let bins: [StepFunction]

  public var classCount: Int? { bins.count == 1 ? 2 : bins.count }

  init(unchecked bins: [StepFunction]) {
    self.bins = bins
  }

  public var parameterCount: Int { bins.reduce(0) { $0 + $1.values.count } }

  public func transform(_ block: LogitBlock) {
    block.calibrateProblems(bins.count) { bins[$0].valueUpTo($1) }
  }
}

extension BinningMap {
  private enum CodingKeys: String, CodingKey {
    case bins
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    bins = try container.decode([StepFunction].self, forKey: .bins)
    guard bins.count == 1 || bins.count > 2 else { throw MapError.problemCount(bins.count) }
    guard bins.allSatisfy(\.isProbability) else { throw MapError.steps }
  }
}
