/// What calibrator files call a map.
enum MapName: Hashable, Sendable {
  /// A map that has a name of its own.
  case own(Own)
  /// A binary map with what it is applied to.
  case binary(BinaryMapTarget, BinaryMapKind.Name)

  enum Own: String, CaseIterable, Sendable {
    case identity, temperature
    case focalMap = "focal-map"
    case inverseFocalMap = "inverse-focal-map"
    case focalTemperature = "focal-temperature"
    case sigmoidFocalMap = "sigmoid-focal-map"
    case inverseSigmoidFocalMap = "inverse-sigmoid-focal-map"
    case ensembleTemperature = "ensemble-temperature"
    case priorMixture = "prior-mixture"
    case labelSmoothing = "label-smoothing"
    case labelSmoothingMap = "label-smoothing-map"
    case vector, matrix, dirichlet
    case structuredVector = "structured-vector"
    case focalStructuredVector = "focal-structured-vector"
    case structuredMatrix = "structured-matrix"
    case focalStructuredMatrix = "focal-structured-matrix"
    case orderPreservingIsotonic = "order-preserving-isotonic"
    case composition
    case perLabel = "per-label"
  }

  static let all: [MapName] =
    Own.allCases.map { .own($0) }
    + BinaryMapTarget.allCases.flatMap { target in
      BinaryMapKind.Name.allCases.map { .binary(target, $0) }
    }

  var text: String {
    switch self {
    case .own(let name): name.rawValue
    case .binary(.event, let name): name.rawValue
    case .binary(let target, let name): "\(target.rawValue)-\(name.rawValue)"
    }
  }

  init?(_ text: String) {
    guard let name = Self.all.first(where: { $0.text == text }) else { return nil }
    self = name
  }
}

extension MapKind {
  /// What files call the map.
  var name: MapName {
    switch self {
    case .identity: .own(.identity)
    case .temperature: .own(.temperature)
    case .focal: .own(.focalMap)
    case .inverseFocal: .own(.inverseFocalMap)
    case .focalTemperature: .own(.focalTemperature)
    case .sigmoidFocal: .own(.sigmoidFocalMap)
    case .inverseSigmoidFocal: .own(.inverseSigmoidFocalMap)
    case .ensembleTemperature: .own(.ensembleTemperature)
    case .priorMixture: .own(.priorMixture)
    case .labelSmoothing: .own(.labelSmoothing)
    case .labelSmoothingCalibration: .own(.labelSmoothingMap)
    case .vector: .own(.vector)
    case .matrix(let map): .own(map.inputs == .logProbabilities ? .dirichlet : .matrix)
    case .structuredVector(let map):
      .own(map.gamma == 0 ? .structuredVector : .focalStructuredVector)
    case .structuredMatrix(let map):
      .own(map.gamma == 0 ? .structuredMatrix : .focalStructuredMatrix)
    case .orderPreservingIsotonic: .own(.orderPreservingIsotonic)
    case .binary(let kind): .binary(.event, kind.name)
    case .oneVersusRest(let kinds): .binary(.oneVersusRest, kinds.first?.name ?? .platt)
    case .topLabel(let kind): .binary(.topLabel, kind.name)
    case .composition: .own(.composition)
    case .perLabel: .own(.perLabel)
    }
  }

  /// What the map is called where a method's name is not known: its name, or those of its parts.
  var title: String {
    switch self {
    case .composition(let parts):
      return parts.map(\.title).joined(separator: "|")
    case .perLabel(let parts):
      let titles = Set(parts.map(\.title))
      return titles.count == 1 ? ([name.text] + titles).joined(separator: "-") : name.text
    default:
      return name.text
    }
  }
}
