import CalibrationFiles
import TOMLKit

/// The tables of a plan that a setting may stand in, the innermost first: what a regime says wins
/// over what the plan says.
struct PlanTables {
  let path: String
  /// What is read, in words; `nil` for the plan as a whole.
  let place: String?
  let tables: [TOMLTable]

  /// Checks that a table has no other keys than these.
  ///
  /// - Throws: `FileError` that names the first other key and what there is.
  static func check(_ table: TOMLTable, keys: [String], path: String, place: String? = nil) throws(FileError) {
    guard let key = table.keys.sorted().first(where: { !keys.contains($0) }) else { return }
    throw FileError(
      .badData,
      path: path,
      part: place,
      reason: "there is no key `\(key)`; allowed are \(keys.joined(separator: ", "))"
    )
  }

  func text(_ key: String) throws(FileError) -> String? {
    try value(key, "a text in quotes") { $0.string }
  }

  func flag(_ key: String) throws(FileError) -> Bool? {
    try value(key, "true or false") { $0.bool }
  }

  func integer(_ key: String) throws(FileError) -> Int? {
    try value(key, "a whole number") { $0.int }
  }

  func number(_ key: String) throws(FileError) -> Double? {
    try value(key, "a number") { $0.double ?? $0.int.map { Double($0) } }
  }

  func texts(_ key: String) throws(FileError) -> [String]? {
    try list(key, "a list of texts in quotes") { $0.string }
  }

  func integers(_ key: String) throws(FileError) -> [Int]? {
    try list(key, "a list of whole numbers") { $0.int }
  }

  /// A number of images, or a fraction with a point.
  func size(_ key: String) throws(FileError) -> SplitOptions.Size? {
    try value(key, "a number of images, or a fraction with a point") {
      $0.int.map { .count($0) } ?? $0.double.map { .fraction($0) }
    }
  }

  /// A value that is written as a text.
  func named<Value: LosslessStringConvertible>(_ key: String, _ expected: String) throws(FileError) -> Value? {
    try value(key, expected) { $0.string.flatMap { Value($0) } }
  }

  /// An error about the value of a key.
  func error(_ key: String, _ reason: String) -> FileError {
    let part = [place, "key `\(key)`"].compactMap { $0 }.joined(separator: ", ")
    return FileError(.badData, path: path, part: part, reason: reason)
  }

  private func list<Element>(
    _ key: String,
    _ expected: String,
    _ read: (TOMLValue) -> Element?
  ) throws(FileError) -> [Element]? {
    let elements: [Element]? = try value(key, expected) { value in
      guard let array = value.array else { return nil }
      let elements = array.compactMap { read($0.tomlValue) }
      return elements.count == array.count ? elements : nil
    }
    guard let elements else { return nil }
    guard !elements.isEmpty else { throw error(key, "the list is empty; give \(expected)") }
    return elements
  }

  private func value<Value>(
    _ key: String,
    _ expected: String,
    _ read: (TOMLValue) -> Value?
  ) throws(FileError) -> Value? {
    guard let found = tables.lazy.compactMap({ $0[key] }).first else { return nil }
    guard let value = read(found.tomlValue) else { throw error(key, "give \(expected)") }
    return value
  }
}
