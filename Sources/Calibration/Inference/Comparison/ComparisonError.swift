/// A reason why two evaluations cannot be compared pair by pair.
public enum ComparisonError: Error, Hashable, Sendable {
  /// They were binned or resampled differently.
  case options(EvaluationOptions, EvaluationOptions)
  /// Their labels or weights differ.
  case rows
}

extension ComparisonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .options(let first, let second):
      "the evaluations were made with different options (\(first) and \(second)); evaluate both with the same"
    case .rows:
      "the evaluations were made on different rows: their labels or weights differ; evaluate both on the same rows"
    }
  }
}
