/// What the numbers of a classifier's output are.
///
/// Calibration maps act on the log-odds between classes, so the three kinds carry the same
/// information up to rounding; but reading one for another silently gives nonsense, which is why
/// ``Predictions`` always knows its kind.
public enum ScoreKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Unnormalised log-probabilities: any finite number, or −∞ for a class that cannot occur.
  case logits
  /// Natural logarithms of probabilities: at most 0, −∞ for a class that cannot occur.
  case logProbabilities = "log-probabilities"
  /// Probabilities in [0, 1]; with more than one column, each row sums to one.
  ///
  /// A probability of exactly 0 is read as the smallest normal `Float` (1.2e-38).
  case probabilities
}
