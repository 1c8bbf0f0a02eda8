import Calibration

/// What a report compares on each trained network.
public enum ReportedCalibration: String, Sendable, Hashable, Codable, CaseIterable {
  case uncalibrated
  case temperatureByNLL = "temperature-nll"
  case focalTemperatureByNLL = "focal-temperature-nll"
  case temperatureByEqualMassECE = "temperature-adaptive-ece"
  case focalTemperatureByEqualMassECE = "focal-temperature-adaptive-ece"

  /// A name for tables.
  public var title: String {
    switch self {
    case .uncalibrated: "uncalibrated"
    case .temperatureByNLL: "temperature, by NLL"
    case .focalTemperatureByNLL: "focal temperature, by NLL"
    case .temperatureByEqualMassECE: "temperature, by equal-mass ECE"
    case .focalTemperatureByEqualMassECE: "focal temperature, by equal-mass ECE"
    }
  }

  /// What fits the map; `nil` for none.
  var method: (any CalibrationMethod)? {
    switch self {
    case .uncalibrated: nil
    case .temperatureByNLL: TemperatureScaling(objective: .negativeLogLikelihood)
    case .focalTemperatureByNLL: FocalTemperatureScaling(objective: .negativeLogLikelihood)
    case .temperatureByEqualMassECE: TemperatureScaling(objective: .adaptiveCalibrationError)
    case .focalTemperatureByEqualMassECE:
      FocalTemperatureScaling(objective: .adaptiveCalibrationError)
    }
  }
}
