/// A fitted map and how the fit went.
public struct Fit<Map: CalibrationMap>: Sendable {
  /// The fitted map.
  public let map: Map
  /// The map's parameters, with standard errors where the data determine them.
  public let parameters: [FittedParameter]
  /// What was minimised.
  public let objective: FittingObjective
  /// The objective of the fitted map on the fitting data.
  public let value: Double
  /// The objective of the uncalibrated scores, on the same data.
  public let uncalibratedValue: Double
  /// The number of rows fitted to; of independent labels, whose outputs are rows, that of the examples.
  public let rowCount: Int
  /// The number of classes.
  public let classCount: Int
  /// What the user should know about the data or the result.
  public let warnings: [FitWarning]
  /// What was chosen by cross-validation on the way, in the order of the parts; empty where no part is
  /// a ``MethodSelection``.
  public internal(set) var selections: [MethodSelection.Choice]

  /// - Parameter warnings: All but ``FitWarning/worseThanUncalibrated``, which follows from the values.
  init(
    map: Map,
    parameters: [FittedParameter],
    objective: FittingObjective,
    value: Double,
    uncalibratedValue: Double,
    rowCount: Int,
    classCount: Int,
    warnings: [FitWarning],
    selections: [MethodSelection.Choice] = []
  ) {
    self.map = map
    self.parameters = parameters
    self.objective = objective
    self.value = value
    self.uncalibratedValue = uncalibratedValue
    self.rowCount = rowCount
    self.classCount = classCount
    self.selections = selections
    // Less is rounding.
    let isWorse = value > uncalibratedValue + 1e-9 * max(1, uncalibratedValue)
    self.warnings =
      warnings.filter { $0 != .worseThanUncalibrated } + (isWorse ? [.worseThanUncalibrated] : [])
  }
}

/// A number that a fit determined, or was made with.
public struct FittedParameter: Sendable, Hashable, Codable {
  /// The parameter's name, such as `temperature` or `gamma`.
  public let name: String
  /// Its value.
  public let value: Double
  /// Its standard error from the observed information (the inverse of the Hessian of the summed
  /// negative log-likelihood at the optimum), for data whose weights count rows.
  ///
  /// `nil` for other objectives, on a bound of the search, and where the data do not determine the
  /// parameter.
  public let standardError: Double?
  /// Whether it is a setting that shaped the fit, such as a strength of regularisation, and no number
  /// of the map.
  public let isSetting: Bool

  /// Names a number.
  ///
  /// - Parameters:
  ///   - name: As in files and tables, such as `temperature`.
  ///   - value: The number.
  ///   - standardError: Positive; `nil` where there is none.
  ///   - isSetting: Whether it shaped the fit and is no number of the map.
  public init(name: String, value: Double, standardError: Double?, isSetting: Bool = false) {
    self.name = name
    self.value = value
    self.standardError = standardError
    self.isSetting = isSetting
  }

  /// The parameter of one of several maps, with its number at the end of the name.
  func numbered(_ index: Int) -> FittedParameter {
    renamed("\(name)[\(index)]")
  }

  /// The same under another name.
  func renamed(_ name: String) -> FittedParameter {
    FittedParameter(name: name, value: value, standardError: standardError, isSetting: isSetting)
  }
}
