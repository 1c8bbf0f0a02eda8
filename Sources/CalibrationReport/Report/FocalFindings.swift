import Calibration

/// What temperature and γ do to the rows of a report.
struct FocalFindings: Sendable {
  /// The rows whose likelihood is shown.
  let data: LabeledPredictions
  /// Whether these are the rows that the maps were fitted to, not those that are evaluated.
  let isFittingData: Bool
  /// The rows that are evaluated, as the model gave them.
  let test: LabeledPredictions
  /// Focal temperature scaling, fitted to ``data``.
  let optimum: FocalTemperatureMap
  /// What is to be said of that fit.
  let warnings: [FitWarning]
  /// Temperature scaling, fitted to ``data``.
  let temperature: TemperatureMap
  /// The likelihood of T and γ on ``data``.
  let landscape: LikelihoodLandscape
  /// The temperature map nearest to the optimum on the rows that are evaluated, and what remains between them in
  /// nats.
  let nearest: NearestTemperature
  /// The rows that a page calculates with.
  let sample: LiveSample

  init(_ comparison: MapComparison, fittingData: LabeledPredictions?) throws(PredictionsError) {
    let evaluated = comparison.maps[comparison.baseline].side.data
    // By cross-validation the rows of a map are calibrated already; those of the uncalibrated scores are not.
    test = comparison.uncalibrated?.side.data ?? evaluated
    data = fittingData ?? test
    isFittingData = fittingData != nil
    let fit = try FocalTemperatureScaling().fit(to: data)
    (optimum, warnings) = (fit.map, fit.warnings)
    temperature = try TemperatureScaling().fit(to: data).map
    landscape = try LikelihoodLandscape(of: data, optimum: optimum, temperatureScaling: temperature)
    sample = LiveSample(of: test)
    nearest = optimum.nearestTemperature(on: test.predictions)
  }

  /// Whether the data call for no particular temperature.
  var isUndetermined: Bool {
    warnings.contains { warning in
      switch warning {
      case .separable, .constantScores, .onBound(parameter: "temperature", _): true
      default: false
      }
    }
  }

  /// How far the nearest temperature map is from the optimum, in words.
  var divergenceText: String {
    nearest.deviation < 0.0001
      ? "less than 0.0001 nats" : "\(Numbers.fixed(nearest.deviation, 4)) nats"
  }
}
