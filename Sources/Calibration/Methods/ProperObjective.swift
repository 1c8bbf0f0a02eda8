/// A proper loss that a fit can make as small as it can: its optimum is calibrated.
public enum ProperObjective: String, Sendable, Hashable, Codable, CaseIterable {
  /// Mean negative log-likelihood of the labels, in nats.
  case negativeLogLikelihood = "nll"
  /// Mean Brier score, summed over classes.
  case brier

  /// The same objective among those of all methods.
  public var fittingObjective: FittingObjective {
    switch self {
    case .negativeLogLikelihood: .negativeLogLikelihood
    case .brier: .brier
    }
  }
}
