/// A reason why a loss's parameter cannot be used.
public enum LossError: Error, Hashable, Sendable {
  /// γ is not a finite number above −1.
  case gamma(Double)
  /// α does not lie strictly between 0 and 1.
  case alpha(Double)
  /// The smoothing does not lie in [0, 1).
  case smoothing(Double)
}

extension LossError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gamma(let value):
      "gamma is \(value); focal loss has a minimum for finite gamma above -1 only"
    case .alpha(let value):
      "alpha is \(value); it must lie strictly between 0 and 1"
    case .smoothing(let value):
      "the smoothing is \(value); it must be at least 0 and less than 1"
    }
  }
}
