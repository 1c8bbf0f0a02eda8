/// A column of the table of calibrations; the raw value is its name in JSON.
enum ReportColumn: String, CaseIterable {
  case error
  case nll
  case ece
  case equalMassECE = "adaptive_ece"
  case classwiseECE = "classwise_ece"
  case brier
  case temperature
  case gamma

  var heading: String {
    switch self {
    case .error: "Error %"
    case .nll: "NLL"
    case .ece: "ECE %"
    case .equalMassECE: "Equal-mass ECE %"
    case .classwiseECE: "Class-wise ECE %"
    case .brier: "Brier"
    case .temperature: "T"
    case .gamma: "γ"
    }
  }

  /// Whether the lowest value is the best one; the others are parameters.
  var isMetric: Bool { self != .temperature && self != .gamma }

  func value(_ result: CalibrationResult) -> Double? {
    switch self {
    case .error: result.error
    case .nll: result.nll
    case .ece: result.ece
    case .equalMassECE: result.equalMassECE
    case .classwiseECE: result.classwiseECE
    case .brier: result.brier
    case .temperature: result.temperature
    case .gamma: result.gamma
    }
  }

  func text(_ value: Double) -> String {
    switch self {
    case .error, .ece, .equalMassECE, .classwiseECE: ReportText.percent(value)
    case .nll, .brier: ReportText.fixed(value, 4)
    case .temperature, .gamma: ReportText.fixed(value, 3)
    }
  }
}
