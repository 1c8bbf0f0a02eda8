/// Temperature scaling: p = softmax(z / T), one number fitted on held-out data.
///
/// Assumes that all logits are too large, or too small, by one common factor. It never changes the
/// order of the classes.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017).
public struct TemperatureScaling: CalibrationMethod, Codable {
  /// What the fit minimises.
  public var objective: FittingObjective
  /// Where the fit looks.
  public var search: ParameterSearch

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - objective: What the fit minimises.
  ///   - search: Where it looks for T: in the whole box, or on the published grid.
  public init(objective: FittingObjective = .negativeLogLikelihood, search: ParameterSearch = .optimum) {
    self.objective = objective
    self.search = search
  }

  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<TemperatureMap> {
    let result = ScalarFit(freedom: .temperature, loss: objective, search: search).fit(to: data)
    return Fit(
      map: TemperatureMap(unchecked: result.temperature),
      parameters: [result.temperatureParameter],
      objective: objective,
      result,
      data
    )
  }
}
