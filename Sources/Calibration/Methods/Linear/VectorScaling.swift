/// Vector scaling: a factor and a shift for each class, p = softmax(a ⊙ ln q + b) with q = softmax(z),
/// fitted by maximum likelihood.
///
/// It starts at temperature scaling's optimum, so on the fitting data it is never worse than that. Its
/// 2 K numbers are free, and where no finite ones are best (classes that are separated or absent) cautious
/// ones are taken, and ``FitWarning/separableOutcomes`` says so: with few rows per class prefer ``StructuredVectorScaling``, which holds
/// them back. The order of the classes may change.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017), on
/// log-probabilities in the place of logits (see ``VectorMap``).
public struct VectorScaling: CalibrationMethod, Codable {
  public typealias Map = VectorMap

  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let objective = LinearLikelihood(data, TemperedFeatures())
    var result = ScalarFit.temperatureOptimum(of: data)
    let classCount = data.classCount
    let search = LinearSearch(likelihood: objective, penalty: RidgePenalty()) {
      DiagonalRows($0)
    }
    func start(atTemperature temperature: Double) -> LinearCoefficients {
      LinearCoefficients(
        weights: [Double](repeating: 1 / temperature, count: classCount),
        intercept: [Double](repeating: 0, count: classCount)
      )
    }
    let (found, value, isCautious) = search.boundedOptimum(
      from: start(atTemperature: result.temperature),
      orAnyOf: (result.isTemperatureInside ? [result.temperature, 1] : [1]).map {
        start(atTemperature: $0)
      }
    )
    result.value = value
    result.warnings = data.fitWarnings(after: result, parameterCount: 2 * classCount, converged: found.converged)
    if isCautious { result.warnings.append(.separableOutcomes) }
    return Fit(
      map: VectorMap(uncheckedDiagonal: found.coefficients.weights, intercept: found.coefficients.intercept),
      parameters: [],
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }
}
