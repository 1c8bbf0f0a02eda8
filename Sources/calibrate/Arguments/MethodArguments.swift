import ArgumentParser
import Calibration

/// Settings of methods, for those that leave a choice.
///
/// Options are `nil` unless the user gave them, so that those that change nothing can be told.
struct MethodArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the fits of temperature, focal-temperature, focal-map, ensemble-temperature and the smoothed methods minimise: nll by default.",
      valueName: "name"
    )
  )
  var objective: FittingObjective?

  @Option(
    help: ArgumentHelp(
      "Where these look: the true optimum, by default, or the grid of the published experiment.",
      valueName: "name"
    )
  )
  var search: ParameterSearch?

  @Option(
    help: ArgumentHelp(
      "What matrix and dirichlet hold back: odir by default.",
      valueName: "name"
    )
  )
  var regularization: MatrixRegularization?

  @Option(
    help: ArgumentHelp(
      "How strongly: lambda, or lambda,mu; chosen by cross-validation by default.",
      valueName: "lambda[,mu]"
    )
  )
  var strength: RegularizationStrength?

  @Option(
    help: ArgumentHelp(
      "What smoothed-temperature and smoothed-focal-temperature mix with: uniform by default.",
      valueName: "name"
    )
  )
  var prior: SmoothingPrior?

  @Option(
    help: ArgumentHelp(
      "Bins of histogram, histogram-equal-width and scaling-binning: 10 by default.",
      valueName: "n"
    )
  )
  var histogramBins: Int?

  @Option(help: ArgumentHelp("Knots of spline: 6 by default.", valueName: "n"))
  var knots: Int?

  @Option(
    help: ArgumentHelp(
      "What platt is fitted to: Platt's smoothed targets, by default, or the labels as they are.",
      valueName: "name"
    )
  )
  var plattTargets: PlattTargets?

  @OptionGroup(title: "Options of --method auto")
  var selection: SelectionArguments

  func validate() throws {
    do {
      _ = try binary()
    } catch let error as MethodError {
      throw ValidationError("\(error)")
    }
  }

  /// The settings.
  ///
  /// - Parameters:
  ///   - methods: What is to be fitted.
  ///   - data: What it is to be fitted to.
  /// - Throws: ``UsageError`` when an option was given that none of the methods takes.
  func settings(
    for methods: [MethodName],
    _ data: LabeledPredictions
  ) throws -> MethodSettings {
    let selection = try selection.settings(for: methods, data)
    let basicMethods = methods.flatMap { $0.methods(selection.candidates) }
    for option in given { try option.check(basicMethods) }
    var settings = try binary()
    settings.selection = selection
    settings.objective = objective ?? settings.objective
    settings.search = search ?? settings.search
    settings.prior = prior ?? settings.prior
    settings.regularization = regularization ?? settings.regularization
    settings.strength = strength
    return settings
  }

  /// The options that the user gave.
  private var given: [MethodOption] {
    let optional: [MethodOption?] = [
      objective.map { .objective($0) },
      search.map { _ in .search },
      regularization.map { _ in .regularization },
      strength.map { _ in .strength },
      prior.map { _ in .prior },
      histogramBins.map { _ in .histogramBins },
      knots.map { _ in .knots },
      plattTargets.map { _ in .plattTargets },
    ]
    return optional.compactMap { $0 }
  }

  /// Settings with the binary calibrators that the options ask for.
  private func binary() throws -> MethodSettings {
    var settings = MethodSettings()
    settings.platt.smoothsTargets = plattTargets != .labels
    if let histogramBins {
      settings.histogram = try HistogramBinning(binCount: histogramBins)
      settings.equalWidthHistogram = try HistogramBinning(.equalWidth, binCount: histogramBins)
      settings.scalingBinning = try ScalingBinning(binCount: histogramBins)
    }
    if let knots { settings.spline = try SplineCalibration(knotCount: knots) }
    return settings
  }
}

extension FittingObjective: ExpressibleByArgument {}
extension ParameterSearch: ExpressibleByArgument {}
extension MatrixRegularization: ExpressibleByArgument {}
extension SmoothingPrior: ExpressibleByArgument {}
extension PlattTargets: ExpressibleByArgument {}

extension RegularizationStrength: ExpressibleByArgument {
  /// λ and μ separated by a comma, or one number for both.
  public init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    guard let lambda = numbers.first, numbers.count == parts.count, parts.count <= 2 else {
      return nil
    }
    try? self.init(lambda: lambda, mu: numbers.last ?? lambda)
  }
}
