import CMath

/// A mixture with a fixed distribution over the classes: q = (1 − ε) p + ε π.
///
/// With positive π and ε no class has a probability below ε π, impossible ones included.
/// ``LabelSmoothingMap`` is the case of a uniform π, for any number of classes.
public struct PriorMixtureMap: CalibrationMap, Codable {
  /// π: K probabilities that sum to 1.
  public let prior: [Double]
  /// ε in [0, 1], the share of the prior.
  public let weight: Double

  public var classCount: Int? { prior.count }

  /// A mixture with given prior and weight.
  ///
  /// - Throws: ``MapError/prior`` when π has fewer than two classes, a number outside [0, 1], or
  ///   misses a sum of 1 by more than 10⁻⁹; ``MapError/parameter(name:value:requirement:)`` when ε is not in [0, 1].
  public init(prior: [Double], weight: Double) throws(MapError) {
    guard
      prior.count >= 2, prior.allSatisfy({ $0 >= 0 }),
      abs(prior.reduce(-1, +)) <= 1e-9
    else { throw .prior }
    guard (0...1).contains(weight) else { throw .mixtureWeight(weight) }
    self.init(unchecked: prior, weight: weight)
  }

  init(unchecked prior: [Double], weight: Double) {
    self.prior = prior
    self.weight = weight
  }

  public var parameterCount: Int { prior.count }

  public func transform(_ block: LogitBlock) {
    IdentityMap().transform(block)
    if weight == 0 { return }
    for row in 0..<block.rowCount {
      let scores = block[row]
      for (index, share) in prior.enumerated() {
        scores[index] = mixedLogProbability(scores[index], kept: 1 - weight, share: weight * share)
      }
    }
  }

  private func mixedLogProbability(_ logP: Double, kept: Double, share: Double) -> Double {
    // Near 1 by way of q − 1, which keeps the digits of 1 − q.
    logP > -0.5
      ? log1p(kept * expm1(logP) - (weight - share))
      : kept == 0 || share > 0
        ? log(kept * exp(logP) + share) : logP + log(kept)
  }
}

extension PriorMixtureMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(prior: values(.prior), weight: values(.weight))
  }
}
