/// A reason why a method cannot be had by name, or not with the settings asked for.
public enum CatalogError: Error, Hashable, Sendable {
  /// There is no method of that name; names like it, few or none.
  case unknownMethod(String, suggestions: [String])
  /// There is no setting of that name; names like it, few or none.
  case unknownSetting(String, suggestions: [String])
  /// A setting has a value that it cannot have.
  case setting(name: String, value: String, requirement: String)
  /// None of the methods takes a setting, or that value of it; those that do.
  case unusedSetting(name: String, value: String, methods: [String], takers: [String])
  /// `auto` is among its own candidates.
  case nestedSelection
  /// Names joined to a list name no method, or one twice.
  case names(String)

  /// Words in a list: a, b or c.
  static func list(_ words: [String], _ conjunction: String) -> String {
    guard words.count > 1, let last = words.last else { return words.joined() }
    return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}

extension CatalogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownMethod(let name, let suggestions) where suggestions.isEmpty:
      "there is no method '\(name)'; the usual ones are temperature, focal-temperature, structured-vector, structured-matrix, platt, beta, isotonic and auto, and `calibrate fit --help` lists all"
    case .unknownMethod(let name, let suggestions):
      "there is no method '\(name)'; did you mean \(suggestions.joined(separator: " or "))?"
    case .unknownSetting(let name, let suggestions):
      "there is no setting '\(name)'\(suggestions.isEmpty ? "; methods take \(Self.list(MethodCatalog.options.map(\.name), "and"))" : "; did you mean \(suggestions.joined(separator: " or "))?")"
    case .setting(let name, let value, let requirement):
      "\(name) is \(value); it must \(requirement)"
    case .unusedSetting(let name, let value, let methods, let takers):
      "\(name) \(value) changes nothing about \(Self.list(methods, "or")); leave it out, or take a method that it is for: \(Self.list(takers, "or"))"
    case .nestedSelection:
      "auto is among its own candidates; leave it out"
    case .names(let problem):
      problem
    }
  }
}
