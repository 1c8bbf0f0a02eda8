extension DataSplit.Size: LosslessStringConvertible {
  /// Reads a whole number of images, or a fraction with a decimal point.
  public init?(_ text: String) {
    if let count = Int(text) {
      self = .count(count)
    } else if let fraction = Double(text), fraction.isFinite {
      self = .fraction(fraction)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .count(let count): "\(count)"
    case .fraction(let fraction): "\(fraction)"
    }
  }
}

// A text, since 1 image and the fraction 1.0 are the same JSON number.
extension DataSplit.Size: Codable {
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText(as: Self.self, named: "a number of images or a fraction")
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}
