import Calibration

extension Calibrator.Fitting {
  private enum CodingKeys: String, CodingKey {
    case objective, rows, settings, warnings, input, selections
    case standardErrors = "standard_errors"
    /// What files had before `selections`: the table of scores alone.
    case formerSelection = "selection"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      objective: try container.decode(Objective.self, forKey: .objective),
      rows: try container.decode(Int.self, forKey: .rows),
      standardErrors: try container.decode([String: Double].self, forKey: .standardErrors),
      settings: try container.decodeIfPresent([String: Double].self, forKey: .settings),
      warnings: try container.decode([String].self, forKey: .warnings),
      input: try container.decodeIfPresent(Input.self, forKey: .input),
      selections: try container.decodeIfPresent([MethodSelection.Choice].self, forKey: .selections)
        ?? Self.formerSelection(in: container)
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(objective, forKey: .objective)
    try container.encode(rows, forKey: .rows)
    try container.encode(standardErrors, forKey: .standardErrors)
    try container.encodeIfPresent(settings, forKey: .settings)
    try container.encode(warnings, forKey: .warnings)
    try container.encodeIfPresent(input, forKey: .input)
    if !selections.isEmpty { try container.encode(selections, forKey: .selections) }
  }

  /// A choice that was kept as its table only, when there was but one way to choose.
  private static func formerSelection(
    in container: KeyedDecodingContainer<CodingKeys>
  ) throws -> [MethodSelection.Choice] {
    guard
      let scores = try container.decodeIfPresent([FormerScore].self, forKey: .formerSelection)
    else { return [] }
    return [
      MethodSelection.Choice(
        scores: scores.map(\.score),
        omissions: [],
        loss: .negativeLogLikelihood,
        crossValidation: .standard
      )
    ]
  }

  /// A line of the table, as it was.
  private struct FormerScore: Decodable {
    let score: MethodSelection.Score

    private enum CodingKeys: String, CodingKey {
      case name, parameters, difference, chosen
      case loss = "cross_validated_nll"
      case standardError = "difference_standard_error"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      score = MethodSelection.Score(
        name: try container.decode(String.self, forKey: .name),
        parameterCount: try container.decode(Int.self, forKey: .parameters),
        crossValidatedLoss: try container.decode(Double.self, forKey: .loss),
        difference: try container.decode(Double.self, forKey: .difference),
        differenceStandardError: try container.decode(Double.self, forKey: .standardError),
        isChosen: try container.decode(Bool.self, forKey: .chosen)
      )
    }
  }
}
