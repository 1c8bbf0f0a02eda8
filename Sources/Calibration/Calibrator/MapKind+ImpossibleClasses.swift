extension MapKind {
  /// What a map does to a class whose score is −∞, and whether it makes classes impossible itself.
  enum ImpossibleClasses: Sendable, Hashable {
    /// They stay impossible, and no other becomes so.
    case kept
    /// They get a share of a distribution over all classes, by the definition of a mixture.
    case mixed
    /// They stay impossible, and classes less likely than any smoothed label become so.
    case added
  }

  /// What becomes of impossible classes.
  var impossibleClasses: ImpossibleClasses {
    switch self {
    case .ensembleTemperature(let map): map.uniformWeight > 0 ? .mixed : .kept
    case .priorMixture(let map): map.weight > 0 ? .mixed : .kept
    case .labelSmoothing(let map): map.smoothing > 0 ? .mixed : .kept
    case .labelSmoothingCalibration(let map): map.smoothing > 0 ? .added : .kept
    case .composition(let parts), .perLabel(let parts):
      parts.map(\.impossibleClasses).first { $0 != .kept } ?? .kept
    case .identity, .temperature, .focal, .inverseFocal, .focalTemperature, .sigmoidFocal,
      .inverseSigmoidFocal, .vector, .matrix, .structuredVector, .structuredMatrix,
      .orderPreservingIsotonic, .binary, .oneVersusRest, .topLabel:
      .kept
    }
  }
}
