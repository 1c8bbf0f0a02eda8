/// A setting that a method of the catalogue takes: its name, its values and its default.
public struct MethodOption: Sendable, Hashable {
  /// The values that an option can have.
  public enum Values: Sendable, Hashable {
    /// One of several words.
    case words([String])
    /// A whole number in a range.
    case count(ClosedRange<Int>)
    /// A number of at least 0, or several.
    case strengths(count: ClosedRange<Int>)
  }

  /// The name in JSON and, after `--`, on the command line, such as `histogram-bins`.
  public let name: String
  /// What the option sets, such as `number of bins`.
  public let summary: String
  /// What a value is called in help, such as `n`.
  public let valueName: String
  /// The values that it can have.
  public let values: Values
  /// The value where none is given, in words.
  public let defaultText: String

  init(_ name: String, _ values: Values, default defaultText: String, valueName: String, summary: String) {
    self.name = name
    self.values = values
    self.defaultText = defaultText
    self.valueName = valueName
    self.summary = summary
  }

  /// An option whose values are the cases of a type.
  init<Value: RawRepresentable<String> & CaseIterable>(
    _ name: String,
    _ type: Value.Type,
    default value: Value,
    summary: String
  ) {
    self.init(name, .words(type.allCases.map(\.rawValue)), default: value.rawValue, valueName: "name", summary: summary)
  }

  /// Reads a value as the command line gives it.
  ///
  /// - Throws: ``CatalogError/setting(name:value:requirement:)``.
  public func value(parsing text: String) throws(CatalogError) -> SettingValue {
    switch values {
    case .words:
      return try checked(.text(text))
    case .count:
      guard let count = Int(text) else { throw refusal(text) }
      return try checked(.number(Double(count)))
    case .strengths:
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { Double($0) }
      guard numbers.count == parts.count else { throw refusal(text) }
      return try checked(.numbers(numbers))
    }
  }

  /// A value as it is kept, if the option can have it.
  ///
  /// - Throws: ``CatalogError/setting(name:value:requirement:)``.
  public func checked(_ value: SettingValue) throws(CatalogError) -> SettingValue {
    switch (values, value) {
    case (.words(let words), .text(let word)) where words.contains(word):
      return value
    case (.count(let range), .number(let number)):
      if let count = Int(exactly: number), range.contains(count) { return value }
    case (.strengths(let counts), .numbers(let numbers)):
      if counts.contains(numbers.count), numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) {
        return value
      }
    case (.strengths, .number(let number)):
      if number >= 0, number.isFinite { return .numbers([number]) }
    default: break
    }
    throw refusal("\(value)")
  }

  private func refusal(_ text: String) -> CatalogError {
    .setting(name: name, value: text, requirement: requirement)
  }

  /// What a value must be, in words.
  private var requirement: String {
    switch values {
    case .words(let words):
      "be \(CatalogError.list(words, "or"))"
    case .count(let range):
      "be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .strengths(let counts):
      counts.upperBound == 1
        ? "be a number of at least 0"
        : "be one number of at least 0, or up to \(counts.upperBound) separated by commas"
    }
  }
}

extension MethodSettings {
  /// The value of an option whose values are the cases of a type; `nil` where none was given.
  func choice<Value: RawRepresentable<String>>(_ option: MethodOption) -> Value? {
    guard case .text(let text)? = values[option.name] else { return nil }
    return Value(rawValue: text)
  }

  /// The value of a count; `nil` where none was given.
  func count(_ option: MethodOption) -> Int? {
    guard case .number(let number)? = values[option.name] else { return nil }
    return Int(exactly: number)
  }

  /// One or several numbers; `nil` where none were given.
  func numbers(_ option: MethodOption) -> [Double]? {
    guard case .numbers(let numbers)? = values[option.name] else { return nil }
    return numbers
  }
}
