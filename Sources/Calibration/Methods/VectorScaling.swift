/// Vector scaling: a factor and a shift for each class, p = softmax(a ⊙ ln q + b) with q = softmax(z),
/// fitted by maximum likelihood.
///
/// It starts at temperature scaling's optimum, so on the fitting data it is never worse than that. Its
/// 2 K numbers are free: with few rows per class prefer ``StructuredVectorScaling``, which holds
/// them back. The order of the classes may change.
///
/// Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017), on
/// log-probabilities in the place of logits (see ``VectorMap``).
public struct VectorScaling: CalibrationMethod {
  public init() {}

  public func report(fittingTo data: LabeledPredictions) throws(PredictionsError) -> Fit<VectorMap>
  {
    let objective = LinearLikelihood(data, TemperedFeatures())
    var result = ScalarFit.temperatureOptimum(of: data)
    let scale = 1 / result.temperature
    let conditioning = LinearConditioning(data, objective.features, scale: scale, penalty: 0)
    let start = conditioning.variables(
      diagonal: [Double](repeating: scale, count: data.classCount),
      intercept: [Double](repeating: 0, count: data.classCount)
    )
    let found = LBFGS().minimise(from: start) { variables in
      let (diagonal, intercept, _) = conditioning.parameters(variables)
      let mean = objective.evaluate(
        DiagonalRows(diagonal: diagonal, intercept: intercept),
        gamma: nil
      )
      return (
        mean.value, conditioning.gradient(diagonal: mean.weights, intercept: mean.intercept)
      )
    }
    let (diagonal, intercept, _) = conditioning.parameters(found.point)
    result.value = found.value
    result.warnings = data.fitWarnings(
      after: result,
      parameterCount: 2 * data.classCount,
      converged: found.converged
    )
    return Fit(
      map: VectorMap(uncheckedDiagonal: diagonal, intercept: intercept),
      parameters: [],
      objective: .negativeLogLikelihood,
      result,
      data
    )
  }
}
