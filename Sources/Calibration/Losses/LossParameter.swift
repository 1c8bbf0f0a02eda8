/// A parameter of a loss: what it is called, and which values it takes.
public struct LossParameter: Hashable, Sendable {
  /// The values that a parameter takes; infinity and NaN never belong to them.
  public enum Range: Hashable, Sendable {
    /// Numbers above this one.
    case above(Double)
    /// This number and those above it.
    case atLeast(Double)
    /// Numbers strictly between two others.
    case between(Double, Double)
    /// Numbers from the first on, and below the second.
    case from(Double, below: Double)
  }

  /// The name, such as `gamma`.
  public let name: String
  /// The symbol in formulas, such as γ.
  public let symbol: String
  /// The values it takes.
  public let range: Range
  /// The value where none is given; `nil` where one must be.
  public let defaultValue: Double?
  /// A usual value, for examples.
  public let example: Double

  /// Describes a number that a loss takes.
  ///
  /// - Parameter example: The default where there is one, unless another is given.
  public init(
    _ name: String,
    symbol: String,
    _ range: Range,
    default defaultValue: Double? = nil,
    example: Double? = nil
  ) {
    self.name = name
    self.symbol = symbol
    self.range = range
    self.defaultValue = defaultValue
    self.example = example ?? defaultValue ?? 1
  }

  /// Whether the parameter takes a value.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    return switch range {
    case .above(let bound): value > bound
    case .atLeast(let bound): value >= bound
    case .between(let low, let high): value > low && value < high
    case .from(let low, let high): value >= low && value < high
    }
  }

  /// What a value must be, in words.
  public var requirement: String {
    func text(_ value: Double) -> String { value.shortDescription }
    return switch range {
    case .above(let bound): "finite and above \(text(bound))"
    case .atLeast(let bound): "finite and at least \(text(bound))"
    case .between(let low, let high): "strictly between \(text(low)) and \(text(high))"
    case .from(let low, let high): "at least \(text(low)) and less than \(text(high))"
    }
  }

  /// The symbol and the range, as a formula: γ > −1.
  public var notation: String {
    func text(_ value: Double) -> String {
      value.shortDescription.replacing("-", with: "−")
    }
    return switch range {
    case .above(let bound): "\(symbol) > \(text(bound))"
    case .atLeast(let bound): "\(symbol) ≥ \(text(bound))"
    case .between(let low, let high): "\(symbol) in (\(text(low)), \(text(high)))"
    case .from(let low, let high): "\(symbol) in [\(text(low)), \(text(high)))"
    }
  }
}

extension Double {
  /// Without the `.0` of whole numbers.
  var shortDescription: String {
    description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }
}
