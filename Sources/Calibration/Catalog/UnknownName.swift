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

  /// - Parameters:
  ///   - kind: What the catalogue is of, in the singular.
  ///   - names: Those of the catalogue, in its order.
  public init(_ name: String, kind: String, among names: [String]) {
    self.name = name
    self.kind = kind
    self.names = names
    let given = name.lowercased()
    let distances = names.map { (name: $0, distance: Self.distance(given, $0)) }
    let least = distances.map(\.distance).min() ?? 0
    // Further off than a third of its letters, a name is another word.
    suggestions =
      least <= max(1, name.count / 3)
      ? distances.filter { $0.distance == least }.prefix(3).map(\.name) : []
  }

  /// The least number of letters to put in, take out or change to make one name of the other.
  private static func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, match) in other.enumerated() {
        let changed = diagonal + (letter == match ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(changed, row[place] + 1, diagonal + 1)
      }
    }
    return row[other.count]
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
