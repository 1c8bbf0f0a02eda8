import ArgumentParser
import Calibration
import CalibrationFiles

/// The methods that the command line fits, by name.
enum MethodName: String, CaseIterable, ExpressibleByArgument, Sendable {
  case temperature
  case focalTemperature = "focal-temperature"
  case focalMap = "focal-map"

  /// Fits the method.
  func fit(
    to data: LabeledPredictions,
    objective: FittingObjective,
    search: ParameterSearch = .optimum,
    input: Calibrator.Fitting.Input? = nil
  ) throws(PredictionsError) -> MethodFit {
    switch self {
    case .temperature:
      MethodFit(
        try TemperatureScaling(objective: objective, search: search).report(fittingTo: data),
        input
      )
    case .focalTemperature:
      MethodFit(
        try FocalTemperatureScaling(objective: objective, search: search).report(fittingTo: data),
        input
      )
    case .focalMap:
      MethodFit(
        try FocalScaling(objective: objective, search: search).report(fittingTo: data),
        input
      )
    }
  }
}

/// A fit of any method.
struct MethodFit: Sendable {
  let parameters: [FittedParameter]
  let calibrator: Calibrator

  init<Map>(_ fit: Fit<Map>, _ input: Calibrator.Fitting.Input?) {
    parameters = fit.parameters
    calibrator = Calibrator(fit, input: input)
  }
}

extension FittingObjective: ExpressibleByArgument {}
extension ParameterSearch: ExpressibleByArgument {}
