/// The binary maps that a calibrator file can hold: one case for each.
///
/// Files, explanations and exports switch over the cases exhaustively, so a map that is left out of one of
/// them does not compile.
public enum BinaryMapKind: Sendable, Hashable {
  /// A line in log-odds.
  case platt(PlattMap)
  /// a ln p − b ln(1 − p) + c.
  case beta(BetaMap)
  /// A parabola in log-odds.
  case quadraticLogistic(QuadraticLogisticMap)
  /// A probability for each bin.
  case histogram(HistogramMap)
  /// A curve that never falls.
  case isotonic(IsotonicMap)
  /// A curve of straight lines.
  case spline(SplineMap)
  /// Two step functions that bound the probability.
  case vennAbers(VennAbersMap)

  /// Finds the case of a map.
  ///
  /// - Returns: `nil` for maps that are defined outside this package.
  public init?(_ map: any BinaryCalibrationMap) {
    switch map {
    case let map as PlattMap: self = .platt(map)
    case let map as BetaMap: self = .beta(map)
    case let map as QuadraticLogisticMap: self = .quadraticLogistic(map)
    case let map as HistogramMap: self = .histogram(map)
    case let map as IsotonicMap: self = .isotonic(map)
    case let map as SplineMap: self = .spline(map)
    case let map as VennAbersMap: self = .vennAbers(map)
    default: return nil
    }
  }

  /// The map.
  public var map: any BinaryCalibrationMap {
    switch self {
    case .platt(let map): map
    case .beta(let map): map
    case .quadraticLogistic(let map): map
    case .histogram(let map): map
    case .isotonic(let map): map
    case .spline(let map): map
    case .vennAbers(let map): map
    }
  }

  /// What files call the map.
  enum Name: String, CaseIterable, Sendable {
    case platt, beta
    case quadraticLogistic = "quadratic-logistic"
    case histogram, isotonic, spline
    case vennAbers = "venn-abers"
  }

  var name: Name {
    switch self {
    case .platt: .platt
    case .beta: .beta
    case .quadraticLogistic: .quadraticLogistic
    case .histogram: .histogram
    case .isotonic: .isotonic
    case .spline: .spline
    case .vennAbers: .vennAbers
    }
  }
}

extension BinaryMapKind.Name {
  /// The type of the map of that name.
  var type: any BinaryCalibrationMap.Type {
    switch self {
    case .platt: PlattMap.self
    case .beta: BetaMap.self
    case .quadraticLogistic: QuadraticLogisticMap.self
    case .histogram: HistogramMap.self
    case .isotonic: IsotonicMap.self
    case .spline: SplineMap.self
    case .vennAbers: VennAbersMap.self
    }
  }
}
