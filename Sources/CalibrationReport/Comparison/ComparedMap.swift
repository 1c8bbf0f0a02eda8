import Calibration

/// A map among several that are compared: what it is, how it was found, and how it does on the rows that all are
/// evaluated on.
public struct ComparedMap: Sendable {
  /// What tables and legends call it.
  public let name: String
  /// The map; `nil` for the uncalibrated scores.
  public let map: (any CalibrationMap)?
  /// What a fit says of it; `nil` where it is not known or there was none.
  public let fit: FitSummary?
  /// The map with the rows it is tried on; by cross-validation these are rows that others of its kind have
  /// calibrated.
  public let side: MappedPredictions
  /// How it does on these rows.
  public let evaluation: Evaluation
  /// The same within groups, where there are any.
  public let groups: GroupwiseEvaluation?
  /// Whether the map was fitted to rows that it is evaluated on, so that its figures flatter it.
  public let isEvaluatedOnFittingRows: Bool
  /// The metrics that were asked for besides: see ``estimating(_:)``.
  public private(set) var slowEstimates: [SlowMetric: MetricEstimate] = [:]

  /// The name of the uncalibrated scores.
  public static let uncalibratedName = "uncalibrated"

  /// Evaluates a map.
  ///
  /// - Parameters:
  ///   - side: The map with rows that it was not fitted to.
  ///   - groups: Groups of these rows.
  ///   - isEvaluatedOnFittingRows: Whether the map was fitted to any of these rows after all.
  /// - Throws: `PredictionsError.classCount(found:expected:)` when the map is made for another number of
  ///   classes, and `MetricError` when the groups do not fit the rows.
  public init(
    _ name: String = uncalibratedName,
    map: (any CalibrationMap)? = nil,
    fit: FitSummary? = nil,
    side: MappedPredictions,
    groups: RowGroups? = nil,
    isEvaluatedOnFittingRows: Bool = false,
    options: EvaluationOptions = .standard
  ) throws {
    self.isEvaluatedOnFittingRows = isEvaluatedOnFittingRows
    self.name = name
    self.map = map
    self.fit = fit
    self.side = side
    evaluation = try side.evaluation(options: options)
    self.groups = try groups.map { try side.evaluation(of: $0, options: options) }
  }

  /// The same map with estimates of metrics that are not part of every evaluation, all rows taken together.
  ///
  /// - Parameter metrics: What is estimated, by the options of the ``evaluation``, where it is not yet.
  /// - Throws: What `SlowMetric.estimate(of:on:options:)` throws.
  public func estimating(_ metrics: some Sequence<SlowMetric>) throws -> ComparedMap {
    var copy = self
    for metric in metrics where copy.slowEstimates[metric] == nil {
      copy.slowEstimates[metric] = try metric.estimate(of: side.map, on: side.data, options: evaluation.options)
    }
    return copy
  }

  /// A metric with its interval; `nil` for one that was not asked for.
  public func estimate(_ metric: ComparedMetric) -> MetricEstimate? {
    switch metric {
    case .evaluated(let metric): evaluation[metric]
    case .slow(let metric): slowEstimates[metric]
    }
  }

  /// The parameters with their standard errors; empty for the uncalibrated scores.
  package var parameterText: String { parameterText(most: 6, \.text) }

  /// The parameters in the width of a table's column; empty for the uncalibrated scores.
  package var shortParameterText: String { parameterText(most: 3, \.shortText) }

  private func parameterText(most: Int, _ text: KeyPath<FittedParameter, String>) -> String {
    guard let map else { return "" }
    return (fit?.parameters ?? []).text(parameterCount: map.parameterCount, most: most, text)
  }
}
