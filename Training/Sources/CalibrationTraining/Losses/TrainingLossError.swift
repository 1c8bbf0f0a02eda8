/// A reason why a training loss cannot be made.
public enum TrainingLossError: Error, Hashable, Sendable {
  /// γ is negative or not finite.
  case gamma(Double)
  /// The factor λ of an added term is negative or not finite.
  case factor(Double)
  /// The label smoothing does not lie in [0, 1).
  case smoothing(Double)
  /// The epochs of a schedule are not one fewer than its values, above 0 and ascending.
  case schedule
  /// There is no loss of that name.
  case unknownName(String)
  /// What follows the colon of a loss's name cannot be read, is missing or not wanted; with what can
  /// be typed.
  case parameters(name: String, expected: String)

  static func check(gamma: Double) throws(TrainingLossError) {
    guard gamma >= 0, gamma.isFinite else { throw .gamma(gamma) }
  }

  static func check(factor: Double) throws(TrainingLossError) {
    guard factor >= 0, factor.isFinite else { throw .factor(factor) }
  }
}

extension TrainingLossError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gamma(let value):
      "gamma is \(value); it must be finite and at least 0"
    case .factor(let value):
      "the factor of the added term is \(value); it must be finite and at least 0"
    case .smoothing(let value):
      "the smoothing is \(value); it must be at least 0 and less than 1"
    case .schedule:
      "a schedule takes one epoch fewer than values, above 0 and ascending, such as 5,3,1@100,250"
    case .unknownName(let name):
      "there is no loss '\(name)'; choose one of \(TrainingLossName.forms.joined(separator: ", "))"
    case .parameters(let name, let expected):
      "'\(name)' cannot be read; type it as \(expected)"
    }
  }
}
