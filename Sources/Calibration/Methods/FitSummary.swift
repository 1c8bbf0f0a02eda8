/// How a fit went, without its map: what files, tables and other languages show of it.
public struct FitSummary: Sendable, Hashable, Codable {
  /// An objective before and after.
  public struct Objective: Sendable, Hashable, Codable {
    /// What was minimised.
    public let name: FittingObjective
    /// The value of the fitted map on the fitting data.
    public let value: Double
    /// The value of the uncalibrated scores, on the same data.
    public let uncalibratedValue: Double

    enum CodingKeys: String, CodingKey {
      case name, value
      case uncalibratedValue = "uncalibrated_value"
    }

    /// Joins an objective with its values.
    public init(name: FittingObjective, value: Double, uncalibratedValue: Double) {
      self.name = name
      self.value = value
      self.uncalibratedValue = uncalibratedValue
    }
  }

  /// The name of the method, such as `focal-temperature`, with what was chosen in the place of `auto`.
  public let method: String
  /// The settings that the method was given; defaults are not among them.
  public let settings: MethodSettings
  /// The parameters, with standard errors where the data determine them, and the settings that the fit
  /// chose, such as strengths of regularisation; empty for a fit that was read from a file, whose map has
  /// them.
  public let parameters: [FittedParameter]
  /// The standard errors of parameters, by name, where the data determine them.
  public let standardErrors: [String: Double]
  /// What was minimised, before and after.
  public let objective: Objective
  /// The number of rows fitted to; of independent labels that of the examples.
  public let rowCount: Int
  /// The number of classes.
  public let classCount: Int
  /// What the user should know, in words.
  public let warnings: [String]
  /// What was chosen by cross-validation, in the order of the parts; empty where nothing was.
  public let selections: [MethodSelection.Choice]
  /// How long the fit took, in seconds; `nil` where it was not measured.
  public var seconds: Double?

  enum CodingKeys: String, CodingKey {
    case method, settings, parameters, objective, warnings, selections, seconds
    case standardErrors = "standard_errors"
    case rowCount = "rows"
    case classCount = "classes"
  }

  /// Joins what is known of a fit.
  ///
  /// - Parameters:
  ///   - standardErrors: By name; `nil` for those of the parameters.
  ///   - warnings: In words.
  public init(
    method: String,
    settings: MethodSettings = [:],
    parameters: [FittedParameter] = [],
    standardErrors: [String: Double]? = nil,
    objective: Objective,
    rowCount: Int,
    classCount: Int,
    warnings: [String] = [],
    selections: [MethodSelection.Choice] = []
  ) {
    self.method = method
    self.settings = settings
    self.parameters = parameters
    self.standardErrors =
      standardErrors
      ?? Dictionary(
        parameters.compactMap { parameter in parameter.standardError.map { (parameter.name, $0) } }
      ) { first, _ in first }
    self.objective = objective
    self.rowCount = rowCount
    self.classCount = classCount
    self.warnings = warnings
    self.selections = selections
  }

  /// The settings that the fit was given or chose, by name.
  public var allSettings: MethodSettings {
    let chosen = parameters.filter(\.isSetting).map { ($0.name, SettingValue.number($0.value)) }
    // The numbers that the fit states stand for those that it was given.
    let given = settings.values.filter { _, value in
      if case .numbers = value { chosen.isEmpty } else { true }
    }
    return MethodSettings(given.merging(chosen) { _, chosen in chosen })
  }
}

extension Fit {
  /// The account of the fit without its map.
  ///
  /// - Parameters:
  ///   - method: The name of the method.
  ///   - settings: The settings that it was given.
  ///   - seconds: How long it took; `nil` where that was not measured.
  public func summary(method: String, settings: MethodSettings = [:], seconds: Double? = nil) -> FitSummary {
    var summary = FitSummary(
      method: method,
      settings: settings,
      parameters: parameters,
      objective: FitSummary.Objective(name: objective, value: value, uncalibratedValue: uncalibratedValue),
      rowCount: rowCount,
      classCount: classCount,
      warnings: warnings.map(\.description),
      selections: selections
    )
    summary.seconds = seconds
    return summary
  }
}
