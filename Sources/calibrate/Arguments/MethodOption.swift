import Calibration

/// An option that the user gave and that some methods take.
enum MethodOption: Hashable {
  case objective(FittingObjective)
  case search
  case regularization
  case strength
  case prior
  case histogramBins
  case knots
  case plattTargets

  /// The option as the user gave it.
  var name: String {
    switch self {
    case .objective(let objective): "--objective \(objective.rawValue)"
    case .search: "--search"
    case .regularization: "--regularization"
    case .strength: "--strength"
    case .prior: "--prior"
    case .histogramBins: "--histogram-bins"
    case .knots: "--knots"
    case .plattTargets: "--platt-targets"
    }
  }

  func isTaken(by method: BasicMethod) -> Bool {
    switch self {
    case .objective(.expectedCalibrationError), .objective(.adaptiveCalibrationError), .search:
      method.isScalar
    case .objective: method.isScalar || method == .ensembleTemperature
    case .regularization, .strength: [.matrix, .dirichlet].contains(method)
    case .prior: [.smoothedTemperature, .smoothedFocalTemperature].contains(method)
    case .histogramBins:
      [
        .histogram, .histogramEqualWidth, .scalingBinning, .topLabelHistogram,
        .topLabelHistogramEqualWidth, .topLabelScalingBinning,
      ].contains(method)
    case .knots: [.spline, .topLabelSpline].contains(method)
    case .plattTargets: [.platt, .topLabelPlatt].contains(method)
    }
  }

  /// - Throws: ``UsageError`` when none of these methods takes the option.
  func check(_ methods: [BasicMethod]) throws(UsageError) {
    guard !methods.contains(where: isTaken) else { return }
    let names = Self.listed(methods.map(\.rawValue))
    let takers = Self.listed(BasicMethod.allCases.filter(isTaken).map(\.rawValue))
    throw UsageError(
      "\(name) changes nothing about \(names); leave it out, or take a method that it is for: \(takers)"
    )
  }

  private static func listed(_ names: [String]) -> String {
    var unique: [String] = []
    for name in names where !unique.contains(name) { unique.append(name) }
    guard unique.count > 1, let last = unique.last else { return unique.joined() }
    return "\(unique.dropLast().joined(separator: ", ")) or \(last)"
  }
}

extension BasicMethod {
  /// Whether the fit is one of a temperature, of γ or of both, which can minimise anything.
  fileprivate var isScalar: Bool {
    switch self {
    case .temperature, .focalTemperature, .focalMap, .smoothedTemperature,
      .smoothedFocalTemperature:
      true
    default: false
    }
  }
}
