/// A way to find a calibration map from held-out data.
///
/// A method holds hyperparameters only; what it learns is in the map it returns, so an unfitted map
/// cannot exist.
///
/// ```swift
/// let fit = try FocalTemperatureScaling().fit(to: validation)
/// let probabilities = try fit.map.probabilities(for: test)
/// ```
public protocol CalibrationMethod: Sendable, Hashable {
  /// The maps this method fits.
  associatedtype Map: CalibrationMap

  /// Fits a map.
  ///
  /// The map is never worse on the data, by the method's objective, than the uncalibrated scores,
  /// unless the method says otherwise; where it is, ``Fit/warnings`` has
  /// ``FitWarning/worseThanUncalibrated``.
  ///
  /// - Parameters:
  ///   - data: Outputs and labels that the classifier was not trained on.
  ///   - progress: Is called while a long fit runs, from its threads.
  /// - Returns: The map, the objective before and after, standard errors and warnings.
  /// - Throws: ``PredictionsError`` when the data cannot be used by this method.
  func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map>
}

extension CalibrationMethod {
  /// Fits a map without word of its progress: see ``fit(to:progress:)``.
  ///
  /// - Parameter data: Outputs and labels that the classifier was not trained on.
  /// - Throws: ``PredictionsError`` when the data cannot be used by this method.
  public func fit(to data: LabeledPredictions) throws(PredictionsError) -> Fit<Map> {
    try fit(to: data, progress: nil)
  }
}
