/// A reason why the catalogue cannot make a loss.
public enum LossCatalogError: Error, Hashable, Sendable {
  /// The catalogue has no loss of that name.
  case name(UnknownName)
  /// The loss has no parameter of that name.
  case parameterName(String, of: String, known: [String])
  /// A parameter without a default is missing.
  case missing(LossParameter, of: String, form: String)
  /// What follows the colon of a name cannot be read; with what can be typed.
  case text(String, form: String)
  /// A parameter has a value that it does not take.
  case loss(LossError)
}

extension LossCatalogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let unknown):
      unknown.description
    case .parameterName(let name, let loss, let known):
      known.isEmpty
        ? "\(loss) has no parameter '\(name)'; leave it out"
        : "\(loss) has no parameter '\(name)'; its parameters are \(known.joined(separator: ", "))"
    case .missing(let parameter, let loss, let form):
      "\(loss) needs \(parameter.name), \(parameter.requirement); give it as in \(form)"
    case .text(let text, let form):
      "'\(text)' cannot be read as a loss; type it as \(form)"
    case .loss(let error):
      error.description
    }
  }
}
