/// Temperature scaling: p = softmax(z / T), one number fitted on held-out data.
///
/// Assumes that all logits are too large, or too small, by one common factor. It never changes the
/// order of the classes.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017).
public struct TemperatureScaling: ScalarScaling {
  public typealias Map = TemperatureMap

  public static let parameters = ScalarParameters.temperature
  public var objective = FittingObjective.negativeLogLikelihood
  public var search = ParameterSearch.optimum

  public init() {}

  public static func map(at optimum: FocalTemperatureMap) -> TemperatureMap {
    TemperatureMap(unchecked: optimum.temperature)
  }
}
