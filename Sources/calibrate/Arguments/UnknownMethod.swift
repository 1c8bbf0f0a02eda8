/// A name that is not that of a method, with what may be meant.
struct UnknownMethod: Error, CustomStringConvertible {
  let name: String
  /// The names closest to it, few or none.
  let suggestions: [String]

  /// - Parameter names: Those of all methods.
  init(name: String, among names: [String]) {
    self.name = name
    let distances = names.map { (name: $0, distance: Self.distance(name, $0)) }
    let least = distances.map(\.distance).min() ?? 0
    // Further off than a third of its letters, a name is another word.
    suggestions =
      least <= max(1, name.count / 3)
      ? distances.filter { $0.distance == least }.prefix(3).map(\.name) : []
  }

  var description: String {
    guard !suggestions.isEmpty else {
      return
        "there is no method '\(name)'; the usual ones are temperature, focal-temperature, structured-vector, structured-matrix, platt, beta, isotonic and auto, and `calibrate fit --help` lists all"
    }
    return "there is no method '\(name)'; did you mean \(suggestions.joined(separator: " or "))?"
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
