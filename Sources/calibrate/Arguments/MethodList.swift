import ArgumentParser

/// Method names separated by commas.
struct MethodList: CustomStringConvertible, Sendable {
  let names: [MethodName]

  /// - Throws: ``UnknownMethod``, or a `ValidationError` when a name is missing or there twice.
  init(parsing text: String) throws {
    names = try text.split(separator: ",").map { try MethodName(parsing: String($0)) }
    guard !names.isEmpty else { throw ValidationError("it names no method") }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ValidationError("it names \(twice) twice")
    }
  }

  var description: String { names.map(\.description).joined(separator: ",") }
}
