import Calibration

/// What methods are made with.
struct MethodSettings: Sendable {
  var objective: FittingObjective = .negativeLogLikelihood
  var search: ParameterSearch = .optimum
  /// Of the methods with a matrix; the structured ones only tell of their progress.
  var matrix = MatrixFitSettings()
  var prior: SmoothingPrior = .uniform
  var platt = PlattScaling()
  var histogram = HistogramBinning()
  var equalWidthHistogram = HistogramBinning(.equalWidth)
  var scalingBinning = ScalingBinning()
  var spline = SplineCalibration()
  var selection = SelectionSettings()

  /// The same without a word while fits run, for fits that run at the same time or again and again.
  var quiet: MethodSettings {
    var settings = self
    settings.matrix.onProgress = nil
    settings.selection.onProgress = nil
    return settings
  }
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
