import CMath

/// Label smoothing as a map: q = (1 − ε) p + ε / K.
///
/// It mixes probabilities with the uniform distribution over all K classes, impossible ones
/// included.
public struct LabelSmoothingMap: OneParameterMap, Codable {
  /// ε in [0, 1).
  public let smoothing: Double

  /// A map with a given share of the uniform distribution.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when ε does not lie in [0, 1).
  public init(smoothing: Double) throws(MapError) { self.init(unchecked: try MapError.check(smoothing: smoothing)) }

  init(unchecked smoothing: Double) { self.smoothing = smoothing }

  public func transform(_ block: LogitBlock) {
    IdentityMap().transform(block)
    if smoothing == 0 { return }
    let kept = 1 - smoothing
    let share = smoothing / Double(block.classCount)
    for index in block.scores.indices {
      let logP = block.scores[index]
      // Near 1 by way of q − 1, which keeps the digits of 1 − q.
      block.scores[index] =
        logP > -0.5
        ? log1p(kept * expm1(logP) - (smoothing - share))
        : log(kept * exp(logP) + share)
    }
  }
}

extension LabelSmoothingMap: InvertibleCalibrationMap {
  /// The map that takes the smoothing out again.
  public var inverse: LabelSmoothingCalibrationMap { LabelSmoothingCalibrationMap(of: self) }
}

extension LabelSmoothingMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(smoothing: values(.smoothing))
  }
}
