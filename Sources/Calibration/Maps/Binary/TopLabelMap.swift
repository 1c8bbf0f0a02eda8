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

  /// Applies a map to the confidence.
  ///
  /// - Parameter map: The map of the probability of the leading class.
  public init(_ map: Map) {
    self.map = map
  }

  public var parameterCount: Int { map.parameterCount }

  public func transform(_ block: LogitBlock) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.classCount) { scratch in
      for row in 0..<block.rowCount {
        let scores = block[row]
        let odds = LeadingOdds(of: scores, scratch: scratch)
        guard odds.logOdds < .infinity else {
          scores[odds.lead] = 0
          continue
        }
        let logOdds = map.logOdds(odds.logOdds)
        let shift = -LogOdds.softplus(logOdds) - odds.logRest
        for index in scores.indices { scores[index] = (scores[index] - odds.second) + shift }
        scores[odds.lead] = -LogOdds.softplus(-logOdds)
      }
    }
  }
}
