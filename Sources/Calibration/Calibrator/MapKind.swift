/// The maps that a calibrator file can hold: one case for each.
///
/// Files, explanations, pages and exports switch over the cases exhaustively, so a map that is left out of
/// one of them does not compile.
public enum MapKind: Sendable, Equatable {
  /// Softmax alone.
  case identity(IdentityMap)
  /// Temperature scaling.
  case temperature(TemperatureMap)
  /// The focal calibration map of a given γ.
  case focal(FocalCalibrationMap)
  /// Its inverse.
  case inverseFocal(InverseFocalCalibrationMap)
  /// Temperature scaling followed by the focal calibration map.
  case focalTemperature(FocalTemperatureMap)
  /// The map of α-balanced sigmoid focal loss.
  case sigmoidFocal(SigmoidFocalCalibrationMap)
  /// Its inverse.
  case inverseSigmoidFocal(InverseSigmoidFocalCalibrationMap)
  /// A mixture of tempered, original and uniform probabilities.
  case ensembleTemperature(EnsembleTemperatureMap)
  /// A mixture with class frequencies.
  case priorMixture(PriorMixtureMap)
  /// A mixture with the uniform distribution.
  case labelSmoothing(LabelSmoothingMap)
  /// Its inverse: the calibration map of label smoothing.
  case labelSmoothingCalibration(LabelSmoothingCalibrationMap)
  /// A factor and a shift for each class.
  case vector(VectorMap)
  /// A full matrix on centred logits (matrix scaling) or log-probabilities (Dirichlet calibration).
  case matrix(MatrixMap)
  /// Structured vector scaling, with or without γ.
  case structuredVector(StructuredVectorMap)
  /// Structured matrix scaling, with or without γ.
  case structuredMatrix(StructuredMatrixMap)
  /// One curve for the probabilities of all classes.
  case orderPreservingIsotonic(OrderPreservingIsotonicMap)
  /// A binary map of the probability of class 1 of two.
  case binary(BinaryMapKind)
  /// A binary map of the same type for each class.
  case oneVersusRest([BinaryMapKind])
  /// A binary map of the confidence.
  case topLabel(BinaryMapKind)
  /// Maps applied one after the other.
  indirect case composition([MapKind])
  /// A map for each of several independent labels.
  indirect case perLabel([MapKind])
}

extension MapKind {
  /// Finds the case of a map.
  ///
  /// - Returns: `nil` for maps that are defined outside this package, alone or in a composition.
  public init?(_ map: any CalibrationMap) {
    switch map {
    case let map as IdentityMap: self = .identity(map)
    case let map as TemperatureMap: self = .temperature(map)
    case let map as FocalCalibrationMap: self = .focal(map)
    case let map as InverseFocalCalibrationMap: self = .inverseFocal(map)
    case let map as FocalTemperatureMap: self = .focalTemperature(map)
    case let map as SigmoidFocalCalibrationMap: self = .sigmoidFocal(map)
    case let map as InverseSigmoidFocalCalibrationMap: self = .inverseSigmoidFocal(map)
    case let map as EnsembleTemperatureMap: self = .ensembleTemperature(map)
    case let map as PriorMixtureMap: self = .priorMixture(map)
    case let map as LabelSmoothingMap: self = .labelSmoothing(map)
    case let map as LabelSmoothingCalibrationMap: self = .labelSmoothingCalibration(map)
    case let map as VectorMap: self = .vector(map)
    case let map as MatrixMap: self = .matrix(map)
    case let map as StructuredVectorMap: self = .structuredVector(map)
    case let map as StructuredMatrixMap: self = .structuredMatrix(map)
    case let map as OrderPreservingIsotonicMap: self = .orderPreservingIsotonic(map)
    case let map as any BinaryMapApplication:
      guard let kind = MapKind(map.target, of: map.binaryMaps) else { return nil }
      self = kind
    case let map as ComposedMap:
      guard let parts = Self.all(map.maps) else { return nil }
      self = .composition(parts)
    case let map as PerLabelMap:
      guard let parts = Self.all(map.maps) else { return nil }
      self = .perLabel(parts)
    default:
      return nil
    }
  }

  private init?(_ target: BinaryMapTarget, of maps: [any BinaryCalibrationMap]) {
    let kinds = maps.compactMap { BinaryMapKind($0) }
    guard kinds.count == maps.count, let first = kinds.first else { return nil }
    switch target {
    case .event: self = .binary(first)
    case .oneVersusRest: self = .oneVersusRest(kinds)
    case .topLabel: self = .topLabel(first)
    }
  }

  private static func all(_ maps: [any CalibrationMap]) -> [MapKind]? {
    let kinds = maps.compactMap { MapKind($0) }
    return kinds.count == maps.count ? kinds : nil
  }

  /// The map.
  public var map: any CalibrationMap {
    switch self {
    case .identity(let map): map
    case .temperature(let map): map
    case .focal(let map): map
    case .inverseFocal(let map): map
    case .focalTemperature(let map): map
    case .sigmoidFocal(let map): map
    case .inverseSigmoidFocal(let map): map
    case .ensembleTemperature(let map): map
    case .priorMixture(let map): map
    case .labelSmoothing(let map): map
    case .labelSmoothingCalibration(let map): map
    case .vector(let map): map
    case .matrix(let map): map
    case .structuredVector(let map): map
    case .structuredMatrix(let map): map
    case .orderPreservingIsotonic(let map): map
    case .binary(let kind): Self.application(.event, of: [kind])
    case .oneVersusRest(let kinds): Self.application(.oneVersusRest, of: kinds)
    case .topLabel(let kind): Self.application(.topLabel, of: [kind])
    case .composition(let parts): ComposedMap(unchecked: parts.map(\.map))
    case .perLabel(let parts): PerLabelMap(unchecked: parts.map(\.map))
    }
  }

  static func application(_ target: BinaryMapTarget, of kinds: [BinaryMapKind]) -> any CalibrationMap & Encodable {
    func application<Map: BinaryCalibrationMap>(_ first: Map) -> any CalibrationMap & Encodable {
      switch target {
      case .event: BinaryMap(first)
      case .topLabel: TopLabelMap(first)
      // All are of one type, since a map and a file hold an array of one type.
      case .oneVersusRest: OneVersusRestMap(unchecked: kinds.compactMap { $0.map as? Map })
      }
    }
    guard let first = kinds.first else { return IdentityMap() }
    return application(first.map)
  }

  /// The parts of a composition; of any other map the map itself.
  public var parts: [MapKind] {
    if case .composition(let parts) = self { parts } else { [self] }
  }

  /// The map of temperature and γ that is the same as this one; `nil` for maps of other families.
  public var focalTemperatureMap: FocalTemperatureMap? {
    switch self {
    case .focalTemperature(let map): map
    case .temperature(let map):
      FocalTemperatureMap(unchecked: map.temperature, gamma: 0)
    case .focal(let map): FocalTemperatureMap(unchecked: 1, gamma: map.gamma)
    case .identity, .inverseFocal, .sigmoidFocal, .inverseSigmoidFocal, .ensembleTemperature,
      .priorMixture,
      .labelSmoothing, .labelSmoothingCalibration, .vector, .matrix, .structuredVector,
      .structuredMatrix, .orderPreservingIsotonic, .binary, .oneVersusRest, .topLabel,
      .composition, .perLabel:
      nil
    }
  }
}
