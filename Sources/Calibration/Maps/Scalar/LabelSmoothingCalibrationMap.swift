import CMath

/// The calibration map of a model trained with label-smoothed cross-entropy.
///
/// Such a model outputs q = (1 − ε) p + ε / K for class probabilities p, so
///
///     p_i = max(0, q_i − ε / K) / Σ_j max(0, q_j − ε / K).
///
/// Outputs below ε / K, which no p explains, become impossible classes (log-probability −∞): there
/// the map cannot be undone. A label of such a class has an infinite negative log-likelihood.
///
/// Source: the loss is that of Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception
/// Architecture for Computer Vision" (CVPR 2016).
public struct LabelSmoothingCalibrationMap: InverseMap {
  /// The map that smooths: q = (1 − ε) p + ε / K.
  public let inverse: LabelSmoothingMap

  /// ε in [0, 1): the part of each label that training spread evenly over all K classes.
  public var smoothing: Double { inverse.smoothing }

  /// The map of a network trained with smoothed labels.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when ε does not lie in [0, 1).
  public init(smoothing: Double) throws(MapError) {
    self.init(of: try LabelSmoothingMap(smoothing: smoothing))
  }

  init(of inverse: LabelSmoothingMap) {
    self.inverse = inverse
  }

  public func transform(_ block: LogitBlock) {
    IdentityMap().transform(block)
    if smoothing == 0 { return }
    let floor = smoothing / Double(block.classCount)
    for index in block.scores.indices {
      // ln 0 = −∞. The largest q is at least 1 / K, so some class always remains.
      block.scores[index] = log(max(0, exp(block.scores[index]) - floor))
    }
    IdentityMap().transform(block)
  }
}
