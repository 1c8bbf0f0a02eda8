/// Focal temperature scaling: p = Φ_γ(softmax(z / T)), two numbers fitted on held-out data.
///
/// Temperature scaling is the case γ = 0, so on the fitting data the result is never worse than
/// temperature scaling by the fitting objective. The order of the classes never changes.
///
/// Source: Komisarenko and Kull, "Improving Calibration by Relating Focal Loss, Temperature Scaling,
/// and Properness" (ECAI 2024).
public struct FocalTemperatureScaling: ScalarScaling {
  public typealias Map = FocalTemperatureMap

  public static let parameters = ScalarParameters.both
  public var objective = FittingObjective.negativeLogLikelihood
  public var search = ParameterSearch.optimum

  public init() {}

  public static func map(at optimum: FocalTemperatureMap) -> FocalTemperatureMap { optimum }
}
