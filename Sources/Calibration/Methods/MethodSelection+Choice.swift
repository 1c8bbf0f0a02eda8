extension MethodSelection {
  /// The account of a choice: the table that it was made from, and how the table came about.
  public struct Choice: Sendable, Hashable {
    /// The candidates, that of the lowest loss first.
    public let scores: [Score]
    /// What was not tried.
    public let omissions: [Omission]
    /// The loss that was cross-validated.
    public let loss: ProperObjective
    /// The folds, how often rows were shuffled into them, and the seed.
    public let crossValidation: CrossValidation

    /// The rule of the choice, as files name it.
    public static let rule = "one-standard-error"

    /// The candidate that was chosen.
    public var chosen: Score? { scores.first(where: \.isChosen) }

    /// Joins a table with how it came about.
    public init(scores: [Score], omissions: [Omission], loss: ProperObjective, crossValidation: CrossValidation) {
      self.scores = scores
      self.omissions = omissions
      self.loss = loss
      self.crossValidation = crossValidation
    }
  }

  /// A line of the table that a choice was made from.
  public struct Score: Sendable, Hashable {
    /// The candidate's name.
    public let name: String
    /// The number of parameters of the candidate fitted on all rows.
    public let parameterCount: Int
    /// The mean loss of rows predicted by maps fitted without them.
    public let crossValidatedLoss: Double
    /// The mean difference to the best candidate.
    public let difference: Double
    /// The standard error over rows of the difference.
    public let differenceStandardError: Double
    /// Whether this is the method chosen.
    public let isChosen: Bool

    /// Writes a line.
    public init(
      name: String,
      parameterCount: Int,
      crossValidatedLoss: Double,
      difference: Double,
      differenceStandardError: Double,
      isChosen: Bool
    ) {
      self.name = name
      self.parameterCount = parameterCount
      self.crossValidatedLoss = crossValidatedLoss
      self.difference = difference
      self.differenceStandardError = differenceStandardError
      self.isChosen = isChosen
    }
  }

  /// A method that was not tried.
  public struct Omission: Sendable, Hashable, Codable {
    /// The method's name.
    public let name: String
    /// Why it was left out, in words.
    public let reason: String

    /// Says why a method is left out.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }
}

extension MethodSelection.Choice: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, loss, folds, repeats, seed, candidates
    case leftOut = "left_out"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      scores: try container.decode([MethodSelection.Score].self, forKey: .candidates),
      omissions: try container.decode([MethodSelection.Omission].self, forKey: .leftOut),
      loss: try container.decode(ProperObjective.self, forKey: .loss),
      crossValidation: try CrossValidation(
        foldCount: container.decode(Int.self, forKey: .folds),
        repeatCount: container.decode(Int.self, forKey: .repeats),
        seed: container.decode(UInt64.self, forKey: .seed)
      )
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.rule, forKey: .rule)
    try container.encode(loss, forKey: .loss)
    try container.encode(crossValidation.foldCount, forKey: .folds)
    try container.encode(crossValidation.repeatCount, forKey: .repeats)
    try container.encode(crossValidation.seed, forKey: .seed)
    try container.encode(scores, forKey: .candidates)
    try container.encode(omissions, forKey: .leftOut)
  }
}

extension MethodSelection.Score: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, difference
    case parameterCount = "parameters"
    case crossValidatedLoss = "cross_validated_loss"
    case differenceStandardError = "difference_standard_error"
    case isChosen = "chosen"
  }
}
