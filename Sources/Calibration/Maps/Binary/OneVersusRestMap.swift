/// A binary map for every class, applied to its probability against all others, and the results
/// divided by their sum.
///
/// No class that was possible becomes impossible, so the sum is never zero: a binary map's result is
/// finite in log-odds, however small, and the division is done on logarithms. Where every class is
/// called all but impossible, their ratios decide. Impossible classes stay impossible. The order of
/// the classes may change.
///
/// Source: Zadrozny and Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability
/// Estimates" (KDD 2002).
public struct OneVersusRestMap<Map: BinaryCalibrationMap>: CalibrationMap, Hashable, Codable {
  /// One map for each class.
  public let maps: [Map]

  /// The number of binary maps.
  public var classCount: Int? { maps.count }

  /// Joins one map for each class.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when there are fewer than two maps.
  public init(_ maps: [Map]) throws(MapError) {
    guard maps.count >= 2 else {
      throw .parameter(
        name: "the number of maps",
        value: Double(maps.count),
        requirement: "be at least 2, one for each class"
      )
    }
    self.init(unchecked: maps)
  }

  init(unchecked maps: [Map]) {
    self.maps = maps
  }

  public var parameterCount: Int { maps.reduce(0) { $0 + $1.parameterCount } }

  public func transform(_ block: LogitBlock) {
    block.formLogOdds()
    // Class by class: taking a map out of the array for every score would cost as much as applying it.
    for (index, map) in maps.enumerated() {
      for place in stride(from: index, to: block.scores.count, by: block.classCount) {
        block.scores[place] = map.logOdds(block.scores[place])
      }
    }
    block.formLogProbabilities()
    IdentityMap().transform(block)
  }
}

extension OneVersusRestMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(values(.maps))
  }
}
