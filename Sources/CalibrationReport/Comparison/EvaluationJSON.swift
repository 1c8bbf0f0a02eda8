import Calibration

/// A metric as JSON shows it.
package struct EstimateJSON: Encodable {
  let value: Double
  let interval: [Double]

  package init(_ estimate: MetricEstimate) {
    value = estimate.value
    interval = [estimate.interval.lower, estimate.interval.upper]
  }

  /// All metrics of an evaluation, by their names.
  package static func all(_ evaluation: Evaluation) -> [String: EstimateJSON] {
    Dictionary(
      uniqueKeysWithValues: Metric.allCases.map {
        ($0.rawValue, EstimateJSON(evaluation[$0]))
      }
    )
  }

  /// All metrics of a map, by their names: those of its evaluation, and those that were asked for.
  static func all(_ map: ComparedMap) -> [String: EstimateJSON] {
    Dictionary(
      uniqueKeysWithValues: ComparedMetric.allCases.compactMap { metric in
        map.estimate(metric).map { (metric.rawValue, EstimateJSON($0)) }
      }
    )
  }
}

/// How intervals were made.
package struct OptionsJSON: Encodable {
  let bins: Int
  let resamples: Int
  let level: Double
  let seed: UInt64
  let interval: String

  package init(_ options: EvaluationOptions) {
    bins = options.binCount
    resamples = options.resampleCount
    level = options.level
    seed = options.seed
    interval = options.interval.rawValue
  }
}

/// A bin of a reliability diagram.
package struct BinJSON: Encodable {
  let lower: Double
  let upper: Double
  let weight: Double
  let confidence: Double?
  let accuracy: Double?
  /// Mean confidence less accuracy.
  let gap: Double?
  /// Wilson's 95 % interval of the accuracy.
  let interval: [Double]?

  package static func all(_ table: ReliabilityTable) -> [BinJSON] {
    table.bins.map {
      BinJSON(
        lower: $0.lowerEdge,
        upper: $0.upperEdge,
        weight: $0.weight,
        confidence: $0.meanConfidence,
        accuracy: $0.accuracy,
        gap: $0.gap,
        interval: $0.accuracyInterval.map { [$0.lower, $0.upper] }
      )
    }
  }
}
