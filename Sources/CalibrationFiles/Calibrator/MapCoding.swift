import Calibration

/// A calibration map as a calibrator file holds it: the method's name and the parameters, or the
/// parts of a composition, or the maps of independent labels. Where the method's name is not that of
/// the map, both are held.
struct MapCoding {
  let map: any CalibrationMap
  /// The method's name; `nil` where it is the map's.
  let method: String?

  init(_ map: any CalibrationMap, method: String? = nil) {
    self.map = map
    self.method = method
  }

  /// The name of a map in files, or `nil` for a type that has none.
  static func name(of map: any CalibrationMap) -> String? {
    if map is ComposedMap { return compositionName }
    if map is PerLabelMap { return perLabelName }
    // One type of map serves two methods, which differ in γ or in what is multiplied.
    if let map = map as? StructuredMatrixMap, map.gamma != 0 { return "focal-structured-matrix" }
    if let map = map as? StructuredVectorMap, map.gamma != 0 { return "focal-structured-vector" }
    if let map = map as? MatrixMap, map.inputs == .logProbabilities { return "dirichlet" }
    return types.first { $0.type == type(of: map) }?.name
  }

  /// The names of all maps that a file can hold.
  static var names: [String] { types.map(\.name) + [compositionName, perLabelName] }

  /// What a map is called on the command line: its name, or those of its parts.
  static func title(of map: any CalibrationMap) -> String {
    switch map {
    case let map as ComposedMap:
      return map.maps.map { title(of: $0) }.joined(separator: "|")
    case let map as PerLabelMap:
      let titles = Set(map.maps.map { title(of: $0) })
      return titles.count == 1 ? ([perLabelName] + titles).joined(separator: "-") : perLabelName
    default:
      return name(of: map) ?? String(describing: type(of: map))
    }
  }

  private static let compositionName = "composition"
  private static let perLabelName = "per-label"

  private static var types: [(name: String, type: any (CalibrationMap & Codable).Type)] {
    [
      ("identity", IdentityMap.self),
      ("temperature", TemperatureMap.self),
      ("focal-map", FocalCalibrationMap.self),
      ("inverse-focal-map", InverseFocalCalibrationMap.self),
      ("focal-temperature", FocalTemperatureMap.self),
      ("sigmoid-focal-map", SigmoidFocalCalibrationMap.self),
      ("inverse-sigmoid-focal-map", InverseSigmoidFocalCalibrationMap.self),
      ("ensemble-temperature", EnsembleTemperatureMap.self),
      ("prior-mixture", PriorMixtureMap.self),
      ("vector", VectorMap.self),
      ("matrix", MatrixMap.self),
      ("dirichlet", MatrixMap.self),
      ("structured-vector", StructuredVectorMap.self),
      ("focal-structured-vector", StructuredVectorMap.self),
      ("structured-matrix", StructuredMatrixMap.self),
      ("focal-structured-matrix", StructuredMatrixMap.self),
      ("order-preserving-isotonic", OrderPreservingIsotonicMap.self),
      ("platt", BinaryMap<PlattMap>.self),
      ("one-versus-rest-platt", OneVersusRestMap<PlattMap>.self),
      ("top-label-platt", TopLabelMap<PlattMap>.self),
      ("beta", BinaryMap<BetaMap>.self),
      ("one-versus-rest-beta", OneVersusRestMap<BetaMap>.self),
      ("top-label-beta", TopLabelMap<BetaMap>.self),
      ("quadratic-logistic", BinaryMap<QuadraticLogisticMap>.self),
      ("one-versus-rest-quadratic-logistic", OneVersusRestMap<QuadraticLogisticMap>.self),
      ("top-label-quadratic-logistic", TopLabelMap<QuadraticLogisticMap>.self),
      ("histogram", BinaryMap<HistogramMap>.self),
      ("one-versus-rest-histogram", OneVersusRestMap<HistogramMap>.self),
      ("top-label-histogram", TopLabelMap<HistogramMap>.self),
      ("isotonic", BinaryMap<IsotonicMap>.self),
      ("one-versus-rest-isotonic", OneVersusRestMap<IsotonicMap>.self),
      ("top-label-isotonic", TopLabelMap<IsotonicMap>.self),
      ("spline", BinaryMap<SplineMap>.self),
      ("one-versus-rest-spline", OneVersusRestMap<SplineMap>.self),
      ("top-label-spline", TopLabelMap<SplineMap>.self),
      ("venn-abers", BinaryMap<VennAbersMap>.self),
      ("one-versus-rest-venn-abers", OneVersusRestMap<VennAbersMap>.self),
      ("top-label-venn-abers", TopLabelMap<VennAbersMap>.self),
      ("label-smoothing", LabelSmoothingMap.self),
      ("label-smoothing-map", LabelSmoothingCalibrationMap.self),
    ]
  }
}

extension MapCoding: Codable {
  private enum CodingKeys: String, CodingKey {
    case method, map, parameters, parts
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let given = try container.decode(String.self, forKey: .method)
    let own = try container.decodeIfPresent(String.self, forKey: .map)
    method = own == nil ? nil : given
    let name = own ?? given
    if name == Self.compositionName {
      map = try ComposedMap(container.decode([MapCoding].self, forKey: .parts).map(\.map))
    } else if name == Self.perLabelName {
      map = try PerLabelMap(container.decode([MapCoding].self, forKey: .parts).map(\.map))
    } else if let type = Self.types.first(where: { $0.name == name })?.type {
      map = try type.init(from: container.superDecoder(forKey: .parameters))
    } else {
      throw DecodingError.dataCorruptedError(
        forKey: own == nil ? .method : .map,
        in: container,
        debugDescription:
          "the \(own == nil ? "method" : "map") `\(name)` is not known to this version"
      )
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let name = Self.name(of: map)
    try container.encode(method ?? name, forKey: .method)
    if let method, method != name { try container.encode(name, forKey: .map) }
    if let parts = (map as? ComposedMap)?.maps ?? (map as? PerLabelMap)?.maps {
      try container.encode(parts.map { MapCoding($0) }, forKey: .parts)
    } else if let map = map as? any Codable {
      try map.encode(to: container.superEncoder(forKey: .parameters))
    }
  }
}
