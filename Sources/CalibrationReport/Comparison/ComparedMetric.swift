import Calibration

/// A metric that maps are compared by. The raw value is the name in JSON.
public enum ComparedMetric: Sendable, Hashable, Codable {
  /// One of those of every `Evaluation`.
  case evaluated(Metric)
  /// One that is estimated when asked for.
  case slow(SlowMetric)

  /// A short name for tables.
  public var name: String {
    switch self {
    case .evaluated(let metric): metric.name
    case .slow(let metric): metric.name
    }
  }

  /// Whether the better of two maps has the lower value (`false`: the higher); `nil` where neither is better as such.
  public var lowerIsBetter: Bool? {
    switch self {
    case .evaluated(let metric): metric.lowerIsBetter
    case .slow: true
    }
  }

  /// The metric, if it is one that is estimated when asked for.
  var slowMetric: SlowMetric? {
    guard case .slow(let metric) = self else { return nil }
    return metric
  }

  /// The decimals of values and of their differences.
  var digits: Int { slowMetric?.digits ?? 4 }

  /// What its column is headed with, in little room.
  var heading: String {
    switch self {
    case .evaluated(.equalMassCalibrationError): "EM-ECE"
    case .evaluated(.classwiseCalibrationError): "CW-ECE"
    case .evaluated(.accuracy): "Acc. %"
    case .evaluated(let metric): metric.heading
    case .slow(let metric): metric.name
    }
  }

  /// A value with the unit of the metric's column.
  func text(_ value: Double) -> String {
    switch self {
    case .evaluated(let metric): metric.text(value)
    case .slow(let metric): metric.text(value)
    }
  }

  /// Both ends of an interval in the unit of the metric's column.
  func text(_ interval: ConfidenceInterval) -> String {
    switch self {
    case .evaluated(let metric): metric.text(interval)
    case .slow(let metric): metric.text(interval)
    }
  }
}

extension ComparedMetric: RawRepresentable, CaseIterable {
  public init?(rawValue: String) {
    if let metric = Metric(rawValue: rawValue) {
      self = .evaluated(metric)
    } else if let metric = SlowMetric(rawValue: rawValue) {
      self = .slow(metric)
    } else {
      return nil
    }
  }

  public var rawValue: String {
    switch self {
    case .evaluated(let metric): metric.rawValue
    case .slow(let metric): metric.rawValue
    }
  }

  public static var allCases: [ComparedMetric] {
    Metric.allCases.map { .evaluated($0) } + SlowMetric.allCases.map { .slow($0) }
  }
}
