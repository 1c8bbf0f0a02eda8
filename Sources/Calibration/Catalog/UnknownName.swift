/// A name that a catalogue does not have, with what may be meant.
public struct UnknownName: Error, Hashable, Sendable {
  /// The name that was given.
  public let name: String
  /// What the catalogue is of, such as "loss".
  public let kind: String
  /// The names of the catalogue.
  public let names: [String]
  /// The names closest to the one that was given, few or none.
  public let suggestions: [String]

  /// Finds the names of a catalogue that are near one that it does not have.
  ///
  /// - Parameters:
  ///   - kind: What the catalogue is of, in the singular.
  ///   - names: Those of the catalogue, in its order.
  public init(_ name: String, kind: String, among names: [String]) {
    self.name = name
    self.kind = kind
    self.names = names
    suggestions = NearNames.suggestions(for: name.lowercased(), among: names)
  }
}

extension UnknownName: CustomStringConvertible {
  public var description: String {
    let advice =
      suggestions.isEmpty
      ? "choose one of \(names.joined(separator: ", "))"
      : "did you mean \(suggestions.joined(separator: " or "))?"
    return "there is no \(kind) '\(name)'; \(advice)"
  }
}
