/// What the numbers of an input file are said to be.
public enum InputKind: String, Sendable, Hashable, CaseIterable {
  /// Found out from the values; what they were taken for is said in ``Input/notes``.
  case auto
  /// Unnormalised log-probabilities.
  case logits
  /// Probabilities; with more than one column, rows sum to one.
  case probabilities
  /// Natural logarithms of probabilities.
  case logProbabilities = "log-probabilities"
  /// N×K probabilities of K independent yes-or-no questions, as dense detectors give them.
  ///
  /// They become N·K rows of one column, whose labels are N×K zeros and ones.
  case sigmoid
}
