/// A fit of any type of map.
struct AnyFit: Sendable {
  let map: any CalibrationMap
  let parameters: [FittedParameter]
  let objective: FittingObjective
  let value: Double
  let uncalibratedValue: Double
  let warnings: [FitWarning]
  let selections: [MethodSelection.Choice]
}

extension CalibrationMethod {
  func anyFit(
    to data: LabeledPredictions,
    _ progress: FitProgressHandler? = nil
  ) throws(PredictionsError) -> AnyFit {
    let fit = try fit(to: data, progress: progress)
    return AnyFit(
      map: fit.map,
      parameters: fit.parameters,
      objective: fit.objective,
      value: fit.value,
      uncalibratedValue: fit.uncalibratedValue,
      warnings: fit.warnings,
      selections: fit.selections
    )
  }
}
