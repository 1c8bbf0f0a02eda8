/// A way to find a calibration map from held-out data.
///
/// A method holds hyperparameters only; what it learns is in the map it returns, so an unfitted map
/// cannot exist.
public protocol CalibrationMethod: Sendable {
  /// The maps this method fits.
  associatedtype Map: CalibrationMap

  /// Fits a map and tells how the fit went.
  ///
  /// The map is never worse on the data, by the method's objective, than the uncalibrated scores,
  /// unless the method says otherwise; where it is, ``Fit/warnings`` has
  /// ``FitWarning/worseThanUncalibrated``.
  ///
  /// - Parameter data: Outputs and labels that the classifier was not trained on.
  /// - Throws: ``PredictionsError`` when the data cannot be used by this method.
  func report(fittingTo data: LabeledPredictions) throws(PredictionsError) -> Fit<Map>
}

extension CalibrationMethod {
  /// Fits a map.
  ///
  /// Use ``report(fittingTo:)`` to see the objective before and after, standard errors and warnings.
  ///
  /// - Parameter data: Outputs and labels that the classifier was not trained on.
  /// - Throws: ``PredictionsError`` when the data cannot be used by this method.
  public func fit(to data: LabeledPredictions) throws(PredictionsError) -> Map {
    try report(fittingTo: data).map
  }
}
