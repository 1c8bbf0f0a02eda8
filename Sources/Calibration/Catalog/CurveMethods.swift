extension MethodCatalog {
  /// The methods that fit curves: one for all classes, or one for the probability of an event.
  static let curveMethods = [
    MethodEntry(
      binary: "platt",
      "Platt scaling",
      parameters: "2 numbers a class",
      summary: "few rows; class frequencies that have changed",
      guide: "PlattScaling",
      options: [plattTargets],
      roles: [.comparedPerLabel, .triedPerLabel]
    ) { settings in
      PlattScaling(smoothsTargets: settings.choice(plattTargets) != PlattTargets.labels)
    },
    MethodEntry(
      binary: "beta",
      "beta calibration",
      parameters: "3 numbers a class",
      summary: "small and large probabilities that are off by different amounts",
      guide: "BetaCalibration",
      roles: [.comparedForTwoClasses, .comparedForLabels, .comparedPerLabel, .triedPerLabel]
    ) { _ in BetaCalibration() },
    MethodEntry(
      binary: "quadratic-logistic",
      "quadratic logistic calibration",
      parameters: "3 numbers a class",
      summary: "a bend that Platt scaling leaves",
      guide: "QuadraticLogisticCalibration"
    ) { _ in QuadraticLogisticCalibration() },
    MethodEntry(
      binary: "isotonic",
      "isotonic regression",
      summary: "any rising curve, with thousands of rows",
      guide: "IsotonicRegression",
      roles: [.comparedForTwoClasses, .comparedPerLabel, .triedPerLabel]
    ) { _ in IsotonicRegression() },
    MethodEntry(
      binary: "centered-isotonic",
      "centred isotonic regression",
      summary: "the same without steps",
      guide: "CenteredIsotonicRegression"
    ) { _ in CenteredIsotonicRegression() },
    MethodEntry(
      binary: "histogram",
      "histogram binning, equal mass",
      summary: "statements about bins that hold whatever the scores",
      guide: "HistogramBinning",
      options: [histogramBins]
    ) { settings in
      try HistogramBinning(binCount: settings.count(histogramBins) ?? defaultBinCount)
    },
    MethodEntry(
      binary: "histogram-equal-width",
      "histogram binning, equal width",
      summary: "the same, with bins of equal width",
      guide: "HistogramBinning",
      options: [histogramBins]
    ) { settings in
      try HistogramBinning(.equalWidth, binCount: settings.count(histogramBins) ?? defaultBinCount)
    },
    MethodEntry(
      binary: "scaling-binning",
      "scaling-binning",
      summary: "a calibration error that can be measured",
      guide: "ScalingBinning",
      options: [histogramBins]
    ) { settings in
      try ScalingBinning(binCount: settings.count(histogramBins) ?? defaultBinCount)
    },
    MethodEntry(
      binary: "bbq",
      "Bayesian binning into quantiles",
      summary: "binning without choosing the number of bins",
      guide: "BayesianBinning"
    ) { _ in BayesianBinning() },
    MethodEntry(
      binary: "spline",
      "spline calibration",
      summary: "a smooth curve without a formula",
      guide: "SplineCalibration",
      options: [knots]
    ) { settings in
      try settings.count(knots).map { try SplineCalibration(knotCount: $0) } ?? SplineCalibration()
    },
    MethodEntry(
      binary: "venn-abers",
      "inductive Venn–Abers prediction",
      summary: "an interval for each probability",
      guide: "VennAbers",
      roles: [.comparedForTwoClasses, .triedPerLabel]
    ) { _ in VennAbers() },
    MethodEntry(
      "order-preserving-isotonic",
      "order-preserving isotonic regression",
      .sharedCurve,
      summary: "one curve for the probabilities of all classes",
      guide: "OrderPreservingIsotonic"
    ) { _ in OrderPreservingIsotonic() },
  ]

  private static let defaultBinCount = HistogramBinning().binCount

  private static let histogramBins = MethodOption(
    "histogram-bins",
    .count(1...1000),
    default: String(defaultBinCount),
    valueName: "n",
    summary: "number of bins"
  )

  private static let knots = MethodOption(
    "knots",
    .count(2...1000),
    default: String(SplineCalibration().knotCount),
    valueName: "n",
    summary: "number of knots"
  )

  /// What Platt scaling is fitted to.
  private enum PlattTargets: String, CaseIterable {
    case smoothed, labels
  }

  private static let plattTargets = MethodOption(
    "platt-targets",
    PlattTargets.self,
    default: .smoothed,
    summary: "what is fitted to: Platt's smoothed targets, or the labels as they are"
  )
}
