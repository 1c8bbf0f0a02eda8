/// The focal calibration map with its γ fitted on held-out data: p = Φ_γ(softmax(z)).
///
/// For a model trained with focal loss of a known γ no fit is needed: use ``FocalCalibrationMap``.
/// Fitting γ shows how far the generalisation gap has moved the network from what the theory says
/// of its training data.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalScaling: ScalarScaling {
  public typealias Map = FocalCalibrationMap

  public static let parameters = ScalarParameters.gamma
  public var objective = FittingObjective.negativeLogLikelihood
  public var search = ParameterSearch.optimum

  public init() {}

  public static func map(at optimum: FocalTemperatureMap) -> FocalCalibrationMap { optimum.focalMap }
}
