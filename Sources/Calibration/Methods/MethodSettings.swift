/// The value of a setting of a method, as JSON holds it.
public enum SettingValue: Sendable, Hashable {
  /// One of several words, such as `nll`.
  case text(String)
  /// A number.
  case number(Double)
  /// Several numbers, such as λ and μ.
  case numbers([Double])
}

extension SettingValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): Self.short(number)
    case .numbers(let numbers): numbers.map(Self.short).joined(separator: ",")
    }
  }

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? String(number)
  }
}

extension SettingValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }

  public init(floatLiteral value: Double) { self = .number(value) }

  public init(integerLiteral value: Int) { self = .number(Double(value)) }

  public init(arrayLiteral elements: Double...) { self = .numbers(elements) }
}

extension SettingValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let numbers = try? container.decode([Double].self) {
      self = .numbers(numbers)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .numbers(let numbers): try container.encode(numbers)
    }
  }
}

/// Settings of methods by name, as the command line, files and JSON give them.
///
/// ```swift
/// let settings: MethodSettings = ["objective": "brier", "search": "published-grid"]
/// ```
///
/// Which names a method takes, and which values, is in its entry of the ``MethodCatalog``.
public struct MethodSettings: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// The values by name; what is not here has its default.
  public var values: [String: SettingValue]

  /// Makes settings of values by name.
  public init(_ values: [String: SettingValue] = [:]) {
    self.values = values
  }

  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self.init(Dictionary(elements) { _, last in last })
  }

  /// Whether every setting has its default.
  public var isEmpty: Bool { values.isEmpty }
}

extension MethodSettings: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([String: SettingValue].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}
