extension KeyedDecodingContainer {
  /// The value of a key, of the type that is expected where it is used.
  func callAsFunction<Value: Decodable>(_ key: Key) throws -> Value {
    try decode(Value.self, forKey: key)
  }
}
