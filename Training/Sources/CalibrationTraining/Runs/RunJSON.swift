import CalibrationFiles
import Foundation

/// The JSON of a run's files: sorted snake_case keys.
enum RunJSON {
  /// On one line.
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    Array(try encoder([.sortedKeys, .withoutEscapingSlashes]).encode(value))
  }

  /// For people.
  static func encodeIndented(_ value: some Encodable) throws -> [UInt8] {
    let options: JSONEncoder.OutputFormatting = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    return Array(try encoder(options).encode(value)) + [UInt8(ascii: "\n")]
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws
    -> Value
  {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(bytes))
  }

  /// The values in a value's JSON, as JSON, by their names: those of an object in an object are
  /// joined with a dot.
  static func fields(of value: some Encodable) throws -> [String: String] {
    var fields: [String: String] = [:]
    func collect(_ object: Any, _ name: String) throws {
      if let members = object as? [String: Any] {
        for (key, member) in members { try collect(member, name.isEmpty ? key : "\(name).\(key)") }
      } else {
        let data = try JSONSerialization.data(
          withJSONObject: object,
          options: [.fragmentsAllowed, .withoutEscapingSlashes]
        )
        fields[name] = String(decoding: data, as: UTF8.self)
      }
    }
    try collect(try JSONSerialization.jsonObject(with: Data(try encode(value))), "")
    return fields
  }

  private static func encoder(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }
}
