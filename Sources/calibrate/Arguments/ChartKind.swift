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

  /// Whether the input is a calibrator rather than scores and labels.
  var drawsCalibrator: Bool { self == .focalMap || self == .simplex }

  /// Whether classes are shown by name.
  var namesClasses: Bool { self == .classes || self == .classConfidence }

  /// Whether a calibrator may be applied to the input.
  var takesCalibrator: Bool { !drawsCalibrator && self != .contour }
}
