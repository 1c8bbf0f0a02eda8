/// Names that may be meant by one that there is none of.
enum NearNames {
  /// The names closest to a word, few or none: those at the least edit distance, if it is not another word.
  static func suggestions(for word: String, among names: [String]) -> [String] {
    let distances = names.map { (name: $0, distance: distance(word, $0)) }
    let least = distances.map(\.distance).min() ?? 0
    // Further off than a third of its letters, a name is another word.
    guard least <= max(1, word.count / 3) else { return [] }
    return distances.filter { $0.distance == least }.prefix(3).map(\.name)
  }

  /// The least number of letters to insert, delete or replace to make one name of the other.
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
