import Calibration
import CalibrationFiles

/// A metric as JSON shows it.
struct EstimateJSON: Encodable {
  let value: Double
  let interval: [Double]

  init(_ estimate: MetricEstimate) {
    value = estimate.value
    interval = [estimate.interval.lower, estimate.interval.upper]
  }

  /// All metrics of an evaluation, by their names.
  static func all(_ evaluation: Evaluation) -> [String: EstimateJSON] {
    Dictionary(
      uniqueKeysWithValues: Metric.allCases.map {
        ($0.rawValue, EstimateJSON(evaluation[$0]))
      }
    )
  }
}

/// How intervals were made.
struct OptionsJSON: Encodable {
  let bins: Int
  let resamples: Int
  let level: Double
  let seed: UInt64
  let interval: String

  init(_ options: EvaluationOptions) {
    bins = options.binCount
    resamples = options.resampleCount
    level = options.level
    seed = options.seed
    interval = options.interval.rawValue
  }
}

/// A bin of a reliability diagram.
struct BinJSON: Encodable {
  let lower: Double
  let upper: Double
  let weight: Double
  let confidence: Double?
  let accuracy: Double?

  static func all(_ table: ReliabilityTable) -> [BinJSON] {
    table.bins.map {
      BinJSON(
        lower: $0.lowerEdge,
        upper: $0.upperEdge,
        weight: $0.weight,
        confidence: $0.meanConfidence,
        accuracy: $0.accuracy
      )
    }
  }
}

/// A map by name and parameters.
struct MapJSON: Encodable {
  let method: String
  let parameters: [String: Double]
  let standardErrors: [String: Double]

  init(_ fit: MethodFit) {
    method = fit.name
    parameters = Dictionary(
      uniqueKeysWithValues: fit.parameters.map { ($0.name, $0.value) }
    )
    standardErrors = Dictionary(
      uniqueKeysWithValues: fit.parameters.compactMap { parameter in
        parameter.standardError.map { (parameter.name, $0) }
      }
    )
  }
}
