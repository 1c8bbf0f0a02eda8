/// A metric that costs more than all of an ``Evaluation``, and is estimated when asked for. The raw value is the name in
/// JSON.
public enum SlowMetric: String, Sendable, Hashable, Codable, CaseIterable {
  /// ``EvaluatedRows/smoothCalibrationError``.
  case smoothCalibrationError = "smooth_ece"
  /// ``EvaluatedRows/maximumMeanCalibrationError(width:)`` with the usual width.
  case maximumMeanCalibrationError = "mmce"
  /// ``SquaredKernelCalibrationError`` with the usual kernel.
  case squaredKernelCalibrationError = "skce"

  /// A short name for tables.
  public var name: String {
    switch self {
    case .smoothCalibrationError: "Smooth ECE"
    case .maximumMeanCalibrationError: "MMCE"
    case .squaredKernelCalibrationError: "SKCE"
    }
  }

  /// Applies a map to all rows and estimates the metric; of all of them the lower is the better.
  ///
  /// Resamples are those of an ``Evaluation`` with the same options, so that estimates of several maps on the same rows
  /// can be compared pair by pair: see ``PairedComparison``.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes, not those that the map was fitted to.
  ///   - options: How to resample.
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another number of
  ///   classes.
  public func estimate(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    options: EvaluationOptions = .standard
  ) throws -> MetricEstimate {
    guard let rowMetric else {
      return try SquaredKernelCalibrationError.estimate(of: map, on: data, options: options)
    }
    return try EvaluatedRows(of: map, on: data).estimate(options: options, of: rowMetric)
  }

  /// The metric as a function of the evaluated rows; `nil` for one that needs all probabilities.
  var rowMetric: (@Sendable (EvaluatedRows) throws(MetricError) -> Double)? {
    switch self {
    case .smoothCalibrationError: { $0.smoothCalibrationError }
    case .maximumMeanCalibrationError:
      { rows throws(MetricError) in try rows.maximumMeanCalibrationError() }
    case .squaredKernelCalibrationError: nil
    }
  }
}
