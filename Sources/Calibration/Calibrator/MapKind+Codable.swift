extension MapKind: Codable {
  private enum CodingKeys: String, CodingKey {
    case method, parameters, parts
  }

  /// Reads a map by its name.
  ///
  /// ```json
  /// {"method": "temperature", "parameters": {"temperature": 1.8}}
  /// ```
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .method)
    guard let name = MapName(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .method,
        in: container,
        debugDescription: "the method `\(text)` is not known to this version"
      )
    }
    try self.init(name, from: decoder)
  }

  /// Reads the parameters, or the parts, of a map of known name.
  init(_ name: MapName, from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func map<Map: Decodable>() throws -> Map {
      try container.decode(Map.self, forKey: .parameters)
    }
    switch name {
    case .own(.identity): self = .identity(try map())
    case .own(.temperature): self = .temperature(try map())
    case .own(.focalMap): self = .focal(try map())
    case .own(.inverseFocalMap): self = .inverseFocal(try map())
    case .own(.focalTemperature): self = .focalTemperature(try map())
    case .own(.sigmoidFocalMap): self = .sigmoidFocal(try map())
    case .own(.inverseSigmoidFocalMap): self = .inverseSigmoidFocal(try map())
    case .own(.ensembleTemperature): self = .ensembleTemperature(try map())
    case .own(.priorMixture): self = .priorMixture(try map())
    case .own(.labelSmoothing): self = .labelSmoothing(try map())
    case .own(.labelSmoothingMap): self = .labelSmoothingCalibration(try map())
    case .own(.vector): self = .vector(try map())
    case .own(.matrix), .own(.dirichlet): self = .matrix(try map())
    case .own(.structuredVector), .own(.focalStructuredVector):
      self = .structuredVector(try map())
    case .own(.structuredMatrix), .own(.focalStructuredMatrix):
      self = .structuredMatrix(try map())
    case .own(.orderPreservingIsotonic): self = .orderPreservingIsotonic(try map())
    case .own(.composition):
      let parts = try container.decode([MapKind].self, forKey: .parts)
      // Checks that the parts fit each other.
      _ = try ComposedMap(parts.map(\.map))
      self = .composition(parts.flatMap(\.parts))
    case .own(.perLabel):
      let parts = try container.decode([MapKind].self, forKey: .parts)
      _ = try PerLabelMap(parts.map(\.map))
      self = .perLabel(parts)
    case .binary(let target, let name):
      let parameters = try container.superDecoder(forKey: .parameters)
      let map = try Self.binaryMap(name.type, target, from: parameters)
      guard let kind = MapKind(map) else {
        throw DecodingError.dataCorruptedError(
          forKey: .parameters,
          in: container,
          debugDescription: "the map has no binary maps"
        )
      }
      self = kind
    }
  }

  private static func binaryMap<Map: BinaryCalibrationMap>(
    _ type: Map.Type,
    _ target: BinaryMapTarget,
    from decoder: any Decoder
  ) throws -> any CalibrationMap {
    switch target {
    case .event: try BinaryMap<Map>(from: decoder)
    case .oneVersusRest: try OneVersusRestMap<Map>(from: decoder)
    case .topLabel: try TopLabelMap<Map>(from: decoder)
    }
  }

  /// Writes the name and the parameters, or the parts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name.text, forKey: .method)
    try encodeParameters(to: encoder)
  }

  /// Writes the parameters, or the parts, alone.
  func encodeParameters(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func write(_ map: some Encodable) throws { try container.encode(map, forKey: .parameters) }
    switch self {
    case .identity(let map): try write(map)
    case .temperature(let map): try write(map)
    case .focal(let map): try write(map)
    case .inverseFocal(let map): try write(map)
    case .focalTemperature(let map): try write(map)
    case .sigmoidFocal(let map): try write(map)
    case .inverseSigmoidFocal(let map): try write(map)
    case .ensembleTemperature(let map): try write(map)
    case .priorMixture(let map): try write(map)
    case .labelSmoothing(let map): try write(map)
    case .labelSmoothingCalibration(let map): try write(map)
    case .vector(let map): try write(map)
    case .matrix(let map): try write(map)
    case .structuredVector(let map): try write(map)
    case .structuredMatrix(let map): try write(map)
    case .orderPreservingIsotonic(let map): try write(map)
    case .binary(let kind): try write(Self.application(.event, of: [kind]))
    case .oneVersusRest(let kinds): try write(Self.application(.oneVersusRest, of: kinds))
    case .topLabel(let kind): try write(Self.application(.topLabel, of: [kind]))
    case .composition(let parts), .perLabel(let parts): try container.encode(parts, forKey: .parts)
    }
  }
}
