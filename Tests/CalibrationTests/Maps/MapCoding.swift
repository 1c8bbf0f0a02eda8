import Foundation
import Testing

extension Decodable {
  /// The value that a text in JSON stands for.
  init(json: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
  }
}

/// Expects that a value is the same once it has been written as JSON and read again.
func expectRoundTrip<Value: Codable & Equatable>(
  of value: Value,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let json = try JSONEncoder().encode(value)
  #expect(try JSONDecoder().decode(Value.self, from: json) == value, sourceLocation: sourceLocation)
}
