// Values that files hold as the text that the command line takes.

extension Decoder {
  /// Reads a value from its text.
  func decodeText<Value: LosslessStringConvertible>(as type: Value.Type, named name: String) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is not \(name)")
    }
    return value
  }
}

extension Encoder {
  /// Writes a value as its text.
  func encodeText(_ value: some LosslessStringConvertible) throws {
    var container = singleValueContainer()
    try container.encode(value.description)
  }
}
