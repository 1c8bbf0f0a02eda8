import Calibration

/// What methods are made with.
struct MethodSettings: Sendable {
  var objective: FittingObjective = .negativeLogLikelihood
  var search: ParameterSearch = .optimum
  /// Of matrix scaling and Dirichlet calibration.
  var regularization = MatrixRegularization.odir
  var strength: RegularizationStrength?
  var prior: SmoothingPrior = .uniform
  var platt = PlattScaling()
  var histogram = HistogramBinning()
  var equalWidthHistogram = HistogramBinning(.equalWidth)
  var scalingBinning = ScalingBinning()
  var spline = SplineCalibration()
  var selection = SelectionSettings()
}

/// What smoothed methods mix with.
enum SmoothingPrior: String, CaseIterable, Sendable {
  case uniform
  case classFrequencies = "class-frequencies"
}

/// What Platt scaling is fitted to.
enum PlattTargets: String, CaseIterable, Sendable {
  case smoothed
  case labels
}
