import ArgumentParser

/// What `calibrate plot` draws.
enum ChartKind: String, CaseIterable, ExpressibleByArgument {
  case reliability
  case confidence
  case classes
  case classConfidence = "class-confidence"
  case riskCoverage = "risk-coverage"
  case focalMap = "focal-map"
  case contour
  case simplex

  /// What is drawn, in a line of help.
  var summary: String {
    switch self {
    case .reliability: "accuracy against confidence, in bins"
    case .confidence: "how many rows have which confidence"
    case .classes: "the calibration of each class, by its probability"
    case .classConfidence: "over- and under-confidence of each class"
    case .riskCoverage: "the error rate among the most confident rows"
    case .focalMap: "what a map of temperature and gamma does to p"
    case .contour: "how well each temperature and gamma fits the rows"
    case .simplex: "where a map of three classes moves probabilities"
    }
  }

  /// A line for each kind.
  static var table: String {
    let width = allCases.map(\.rawValue.count).max() ?? 0
    return allCases.map { kind in
      "  \(kind.rawValue)"
        + String(repeating: " ", count: width + 2 - kind.rawValue.count) + kind.summary
    }.joined(separator: "\n")
  }

  /// Whether the input is a calibrator rather than scores and labels.
  var drawsCalibrator: Bool { self == .focalMap || self == .simplex }

  /// Whether classes are shown by name.
  var namesClasses: Bool { self == .classes || self == .classConfidence }

  /// Whether a calibrator may be applied to the input.
  var takesCalibrator: Bool { !drawsCalibrator && self != .contour }
}
