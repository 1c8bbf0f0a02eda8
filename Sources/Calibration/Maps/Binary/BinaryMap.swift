/// A binary map applied to class 1 of two classes; class 0 gets the rest.
public struct BinaryMap<Map: BinaryCalibrationMap>: CalibrationMap, Hashable, Codable {
  /// The map of the probability of class 1.
  public let map: Map

  /// Two: outputs of one column, or two columns of class 0 and class 1.
  public var classCount: Int? { 2 }

  /// Applies a map to one of two classes.
  ///
  /// - Parameter map: The map of the probability of class 1.
  public init(_ map: Map) {
    self.map = map
  }

  public var parameterCount: Int { map.parameterCount }

  public func transform(_ block: LogitBlock) {
    for index in stride(from: 0, to: block.scores.count, by: 2) {
      let logOdds = map.logOdds(block.scores[index + 1] - block.scores[index])
      block.scores[index] = -LogOdds.softplus(logOdds)
      block.scores[index + 1] = -LogOdds.softplus(-logOdds)
    }
  }
}
