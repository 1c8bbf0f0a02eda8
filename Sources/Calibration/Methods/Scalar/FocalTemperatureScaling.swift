/// Focal temperature scaling: p = Φ_γ(softmax(z / T)), two numbers fitted on held-out data.
///
/// Temperature scaling is the case γ = 0, so on the fitting data the result is never worse than
/// temperature scaling by the fitting objective. The order of the classes never changes.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalTemperatureScaling: CalibrationMethod, Codable {
  /// What the fit minimises.
  public var objective: FittingObjective
  /// Where the fit looks.
  public var search: ParameterSearch

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - objective: What the fit minimises.
  ///   - search: Where it looks for T and γ: in the whole box, or on the published grid.
  public init(objective: FittingObjective = .negativeLogLikelihood, search: ParameterSearch = .optimum) {
    self.objective = objective
    self.search = search
  }

  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<FocalTemperatureMap> {
    let result = ScalarFit(freedom: .both, loss: objective, search: search).fit(to: data)
    return Fit(
      map: FocalTemperatureMap(unchecked: result.temperature, gamma: result.gamma),
      parameters: [result.temperatureParameter, result.gammaParameter],
      objective: objective,
      result,
      data
    )
  }
}
