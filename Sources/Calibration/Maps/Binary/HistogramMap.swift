/// A binary map that is constant in bins of the uncalibrated probability.
public struct HistogramMap: BinaryCalibrationMap {
  /// The log-odds at which one bin ends and the next begins, increasing; a bin holds its upper edge.
  public let edges: [Double]
  /// The calibrated probability of each bin, strictly between 0 and 1; one more than edges.
  public let probabilities: [Double]

  /// A map with given bins.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when the numbers break the rules
  ///   stated at the properties.
  public init(edges: [Double], probabilities: [Double]) throws(MapError) {
    guard probabilities.count == edges.count + 1 else {
      throw .parameter(
        name: "the number of probabilities",
        value: Double(probabilities.count),
        requirement: "be one more than that of the edges, \(edges.count)"
      )
    }
    try MapError.check(increasing: edges, "edges")
    for (index, probability) in probabilities.enumerated() {
      guard probability > 0, probability < 1 else {
        throw .parameter(
          name: "probabilities[\(index)]",
          value: probability,
          requirement: "lie strictly between 0 and 1"
        )
      }
    }
    self.init(unchecked: edges, probabilities: probabilities)
  }

  init(unchecked edges: [Double], probabilities: [Double]) {
    self.edges = edges
    self.probabilities = probabilities
  }

  /// The steps of a function of the log-odds, kept away from certainty.
  init(unchecked steps: StepFunction) {
    self.init(unchecked: steps.thresholds, probabilities: steps.values.map(LogOdds.possible))
  }

  public var parameterCount: Int { probabilities.count }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    LogOdds.of(probabilities[edges.partitioningIndex { $0 >= logOdds }])
  }
}

extension HistogramMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(edges: values(.edges), probabilities: values(.probabilities))
  }
}
