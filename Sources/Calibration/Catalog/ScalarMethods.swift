extension MethodCatalog {
  /// The methods that fit a few numbers for all classes.
  static let scalarMethods = [
    MethodEntry(
      "temperature",
      "temperature scaling",
      .scalar,
      parameters: "T",
      summary: "the baseline, and few rows",
      guide: "TemperatureScaling",
      options: [objective, search],
      roles: [.compared, .comparedForLabels, .comparedPerLabel, .triedPerLabel]
    ) { made($0, TemperatureScaling.init(objective:search:)) },
    MethodEntry(
      "focal-temperature",
      "focal temperature scaling",
      .scalar,
      parameters: "T, γ",
      summary: "the default; confidence that is wrong by an amount that depends on confidence",
      guide: "FocalTemperatureScaling",
      options: [objective, search],
      roles: [.compared, .comparedForLabels, .comparedPerLabel, .triedPerLabel]
    ) { made($0, FocalTemperatureScaling.init(objective:search:)) },
    MethodEntry(
      "focal-map",
      "the focal calibration map, with γ fitted",
      .scalar,
      parameters: "γ",
      summary: "to see which γ a network trained with focal loss asks for",
      guide: "FocalCalibrationMap",
      options: [objective, search],
      roles: .compared
    ) { made($0, FocalScaling.init(objective:search:)) },
    MethodEntry(
      "ensemble-temperature",
      "ensemble temperature scaling",
      .scalar,
      parameters: "T, two weights",
      summary: "errors that stay likely however confident the model is",
      guide: "EnsembleTemperatureScaling",
      options: [properObjective],
      roles: .compared
    ) { settings in
      EnsembleTemperatureScaling(objective: settings.choice(properObjective) ?? .negativeLogLikelihood)
    },
    MethodEntry(
      "smoothed-temperature",
      "Laplace-smoothed temperature scaling",
      .scalar,
      parameters: "T",
      summary: "a single confident error must not cost too much",
      guide: "LaplaceSmoothing",
      options: [objective, search, prior]
    ) { settings in
      let scaling = made(settings, TemperatureScaling.init(objective:search:))
      return LaplaceSmoothing(scaling, prior: settings.choice(prior) ?? .uniform)
    },
    MethodEntry(
      "smoothed-focal-temperature",
      "Laplace-smoothed focal temperature scaling",
      .scalar,
      parameters: "T, γ",
      summary: "the same, with γ",
      guide: "LaplaceSmoothing",
      options: [objective, search, prior]
    ) { settings in
      let scaling = made(settings, FocalTemperatureScaling.init(objective:search:))
      return LaplaceSmoothing(scaling, prior: settings.choice(prior) ?? .uniform)
    },
  ]

  private static let objective = MethodOption(
    "objective",
    FittingObjective.self,
    default: .negativeLogLikelihood,
    summary: "what the fit minimises"
  )

  private static let properObjective = MethodOption(
    objective.name,
    ProperObjective.self,
    default: .negativeLogLikelihood,
    summary: objective.summary
  )

  private static let search = MethodOption(
    "search",
    ParameterSearch.self,
    default: .optimum,
    summary:
      "which values the fit tries: all, to find the best (optimum), or only those that the published experiment tried"
  )

  private static let prior = MethodOption(
    "prior",
    SmoothingPrior.self,
    default: .uniform,
    summary: "the distribution to mix with"
  )

  /// A method with the settings that those of T and γ share.
  private static func made<Method>(
    _ settings: MethodSettings,
    _ make: (FittingObjective, ParameterSearch) -> Method
  ) -> Method {
    make(settings.choice(objective) ?? .negativeLogLikelihood, settings.choice(search) ?? .optimum)
  }
}
