import Calibration

/// The methods that have a name of their own.
enum BasicMethod: String, CaseIterable, Sendable {
  case temperature
  case focalTemperature = "focal-temperature"
  case focalMap = "focal-map"
  case ensembleTemperature = "ensemble-temperature"
  case smoothedTemperature = "smoothed-temperature"
  case smoothedFocalTemperature = "smoothed-focal-temperature"
  case vector
  case matrix
  case dirichlet
  case structuredVector = "structured-vector"
  case focalStructuredVector = "focal-structured-vector"
  case structuredMatrix = "structured-matrix"
  case focalStructuredMatrix = "focal-structured-matrix"
  case platt
  case beta
  case quadraticLogistic = "quadratic-logistic"
  case isotonic
  case centeredIsotonic = "centered-isotonic"
  case histogram
  case histogramEqualWidth = "histogram-equal-width"
  case scalingBinning = "scaling-binning"
  case bbq
  case spline
  case vennAbers = "venn-abers"
  case topLabelPlatt = "top-label-platt"
  case topLabelBeta = "top-label-beta"
  case topLabelQuadraticLogistic = "top-label-quadratic-logistic"
  case topLabelIsotonic = "top-label-isotonic"
  case topLabelCenteredIsotonic = "top-label-centered-isotonic"
  case topLabelHistogram = "top-label-histogram"
  case topLabelHistogramEqualWidth = "top-label-histogram-equal-width"
  case topLabelScalingBinning = "top-label-scaling-binning"
  case topLabelBBQ = "top-label-bbq"
  case topLabelSpline = "top-label-spline"
  case topLabelVennAbers = "top-label-venn-abers"
  case orderPreservingIsotonic = "order-preserving-isotonic"

  /// What is compared for scores of so many classes where nothing else is asked for.
  static func usual(classCount: Int) -> [BasicMethod] {
    let shared: [BasicMethod] = [
      .temperature, .focalTemperature, .focalMap, .ensembleTemperature, .structuredVector,
      .focalStructuredVector,
    ]
    return classCount == 2 ? shared + [.beta, .isotonic, .vennAbers] : shared
  }

  /// - Parameters:
  ///   - settings: Settings of methods that leave a choice.
  ///   - classCount: The number of classes; binary methods treat more than two one against the rest.
  func method(
    _ settings: MethodSettings,
    classCount: Int
  ) -> any CalibrationMethod {
    let objective = settings.objective
    let search = settings.search
    let temperature = TemperatureScaling(objective: objective, search: search)
    let focalTemperature = FocalTemperatureScaling(objective: objective, search: search)
    return switch self {
    case .temperature: temperature
    case .focalTemperature: focalTemperature
    case .focalMap: FocalScaling(objective: objective, search: search)
    case .ensembleTemperature: EnsembleTemperatureScaling(objective: objective.proper)
    case .smoothedTemperature: LaplaceSmoothing(temperature, mixing: settings.prior)
    case .smoothedFocalTemperature: LaplaceSmoothing(focalTemperature, mixing: settings.prior)
    case .vector: VectorScaling()
    case .matrix:
      MatrixScaling(regularization: settings.regularization, strength: settings.strength)
    case .dirichlet:
      DirichletCalibration(regularization: settings.regularization, strength: settings.strength)
    case .structuredVector: StructuredVectorScaling()
    case .focalStructuredVector: FocalStructuredVectorScaling()
    case .structuredMatrix: StructuredMatrixScaling()
    case .focalStructuredMatrix:
      FocalStructuredMatrixScaling()
    case .orderPreservingIsotonic: OrderPreservingIsotonic()
    case .platt: Self.extended(settings.platt, classCount)
    case .beta: Self.extended(BetaCalibration(), classCount)
    case .quadraticLogistic: Self.extended(QuadraticLogisticCalibration(), classCount)
    case .centeredIsotonic: Self.extended(CenteredIsotonicRegression(), classCount)
    case .histogram: Self.extended(settings.histogram, classCount)
    case .histogramEqualWidth: Self.extended(settings.equalWidthHistogram, classCount)
    case .isotonic: Self.extended(IsotonicRegression(), classCount)
    case .scalingBinning: Self.extended(settings.scalingBinning, classCount)
    case .bbq: Self.extended(BayesianBinning(), classCount)
    case .spline: Self.extended(settings.spline, classCount)
    case .vennAbers: Self.extended(VennAbers(), classCount)
    case .topLabelPlatt: TopLabel(settings.platt)
    case .topLabelBeta: TopLabel(BetaCalibration())
    case .topLabelQuadraticLogistic: TopLabel(QuadraticLogisticCalibration())
    case .topLabelCenteredIsotonic: TopLabel(CenteredIsotonicRegression())
    case .topLabelHistogram: TopLabel(settings.histogram)
    case .topLabelHistogramEqualWidth: TopLabel(settings.equalWidthHistogram)
    case .topLabelIsotonic: TopLabel(IsotonicRegression())
    case .topLabelScalingBinning: TopLabel(settings.scalingBinning)
    case .topLabelBBQ: TopLabel(BayesianBinning())
    case .topLabelSpline: TopLabel(settings.spline)
    case .topLabelVennAbers: TopLabel(VennAbers())
    }
  }

  private static func extended(
    _ calibrator: some BinaryCalibrationMethod,
    _ classCount: Int
  ) -> any CalibrationMethod {
    classCount == 2 ? BinaryCalibration(calibrator) : OneVersusRest(calibrator)
  }
}

extension LaplaceSmoothing {
  /// The prior has a type of its own for every method that is smoothed.
  fileprivate init(_ base: Base, mixing prior: SmoothingPrior) {
    switch prior {
    case .uniform: self.init(base, prior: .uniform)
    case .classFrequencies: self.init(base, prior: .classFrequencies)
    }
  }
}

extension FittingObjective {
  /// The objective for methods that minimise proper losses only.
  fileprivate var proper: ProperObjective { self == .brier ? .brier : .negativeLogLikelihood }
}
