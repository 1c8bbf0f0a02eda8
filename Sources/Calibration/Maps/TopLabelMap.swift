/// A binary map applied to the confidence, the probability of the leading class; the other classes
/// share the rest in proportion to their original probabilities.
///
/// Of equal leading classes the first counts as leading. A leading class that is the only possible
/// one keeps its probability of 1. If the calibrated confidence is low enough, another class leads
/// afterwards.
///
/// Source: Gupta and Ramdas, "Top-label Calibration and Multiclass-to-binary Reductions" (ICLR 2022).
public struct TopLabelMap<Map: BinaryCalibrationMap>: CalibrationMap, Hashable, Codable {
  /// The map of the confidence.
  public let map: Map

  public init(_ map: Map) {
    self.map = map
  }

  public var parameterCount: Int { map.parameterCount }

  public func transform(_ block: LogitBlock) {
    IdentityMap().transform(block)
    for row in 0..<block.rowCount {
      let scores = block[row]
      let lead = scores.leadingIndex
      let others = SoftmaxRow.logSum(of: scores, without: lead)
      guard others > -.infinity else { continue }
      let logOdds = map.logOdds(scores[lead] - others)
      let shift = -LogOdds.softplus(logOdds) - others
      for index in scores.indices { scores[index] += shift }
      scores[lead] = -LogOdds.softplus(-logOdds)
    }
  }
}
