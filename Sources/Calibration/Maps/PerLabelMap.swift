import CMath

/// A map of its own for each of K independent yes-or-no labels: multilabel classification, sigmoid
/// outputs.
///
/// The outputs of an example do not share a sum of one, so nothing is divided by anything: label k's
/// probability is what its map makes of it alone. See ``Predictions/labelCount`` for how
/// such outputs are held.
public struct PerLabelMap: CalibrationMap {
  /// The maps of the labels, each for two classes.
  public let maps: [any CalibrationMap]

  /// Two: a label is there or not.
  public var classCount: Int? { 2 }

  /// The number of maps.
  public var labelCount: Int? { maps.count }

  /// True when no map turns the two classes of its label round.
  public var keepsOrder: Bool { maps.allSatisfy(\.keepsOrder) }

  /// Joins one map for each label, in the order of the labels.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` without maps,
  ///   ``MapError/classCounts(_:_:)`` when a map is made for more than two classes,
  ///   ``MapError/nestedLabels(label:)`` when one is itself made for several labels.
  public init(_ maps: [any CalibrationMap]) throws(MapError) {
    guard !maps.isEmpty else {
      throw .parameter(name: "the number of maps", value: 0, requirement: "be at least 1, one for each label")
    }
    for (label, map) in maps.enumerated() {
      if let classCount = map.classCount, classCount != 2 { throw .classCounts(2, classCount) }
      if let labelCount = map.labelCount, labelCount != 1 { throw .nestedLabels(label: label) }
    }
    self.init(unchecked: maps)
  }

  /// Joins maps that are known to be of two classes.
  init(unchecked maps: [any CalibrationMap]) {
    self.maps = maps
  }

  public var parameterCount: Int { maps.reduce(0) { $0 + $1.parameterCount } }

  public func transform(_ block: LogitBlock) {
    let scores = block.scores
    withUnsafeTemporaryAllocation(of: Double.self, capacity: scores.count / maps.count) { memory in
      for (label, map) in maps.enumerated() {
        let places = stride(from: 2 * label, to: scores.count, by: 2 * maps.count)
        for (row, place) in places.enumerated() {
          memory.initializeElement(at: 2 * row, to: scores[place])
          memory.initializeElement(at: 2 * row + 1, to: scores[place + 1])
        }
        map.transform(LogitBlock(memory, classCount: 2))
        for (row, place) in places.enumerated() {
          scores[place] = memory[2 * row]
          scores[place + 1] = memory[2 * row + 1]
        }
      }
    }
  }

  /// The calibrated probabilities of the labels of one example, in double precision.
  ///
  /// - Parameter logits: The log-odds of each label, ln(p / (1 − p)).
  /// - Throws: ``PredictionsError/outputCount(found:expected:)``, and ``PredictionsError`` when a logit is
  ///   NaN or +∞.
  public func labelProbabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    guard logits.count == maps.count else {
      throw .outputCount(found: logits.count, expected: maps.count)
    }
    for (label, logit) in logits.enumerated() {
      if logit.isNaN { throw .notANumber(row: 0, column: label) }
      if logit == .infinity { throw .positiveInfinity(row: 0, column: label) }
    }
    var rows = logits.flatMap { logit -> [Double] in [0, logit] }
    rows.withUnsafeMutableBufferPointer { transform(LogitBlock($0, classCount: 2)) }
    return stride(from: 1, to: rows.count, by: 2).map { exp(rows[$0]) }
  }

  public static func == (left: PerLabelMap, right: PerLabelMap) -> Bool {
    left.maps.elementsEqual(right.maps) { $0.isEqual(to: $1) }
  }
}
