/// The focal calibration map with its γ fitted on held-out data: p = Φ_γ(softmax(z)).
///
/// For a model trained with focal loss of a known γ no fit is needed: use ``FocalCalibrationMap``.
/// Fitting γ shows how far the generalisation gap has moved the network from what the theory says
/// of its training data.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalScaling: CalibrationMethod, Codable {
  /// What the fit minimises.
  public var objective: FittingObjective
  /// Where the fit looks.
  public var search: ParameterSearch

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - objective: What the fit minimises.
  ///   - search: Where it looks for γ: in the whole box, or on the published grid.
  public init(objective: FittingObjective = .negativeLogLikelihood, search: ParameterSearch = .optimum) {
    self.objective = objective
    self.search = search
  }

  public func fit(
    to data: LabeledPredictions,
    progress: FitProgressHandler?
  ) throws(PredictionsError) -> Fit<FocalCalibrationMap> {
    let result = ScalarFit(freedom: .gamma, loss: objective, search: search).fit(to: data)
    return Fit(
      map: FocalCalibrationMap(unchecked: result.gamma),
      parameters: [result.gammaParameter],
      objective: objective,
      result,
      data
    )
  }
}
