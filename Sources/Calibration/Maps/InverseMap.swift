/// A map that is given as the inverse of another: its parameters are that one's, and so is its file.
protocol InverseMap: InvertibleCalibrationMap, Codable where Inverse: Codable {
  /// The map that takes back what another does.
  init(of inverse: Inverse)
}

extension InverseMap {
  public var parameterCount: Int { inverse.parameterCount }

  public init(from decoder: any Decoder) throws {
    self.init(of: try Inverse(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try inverse.encode(to: encoder)
  }
}
