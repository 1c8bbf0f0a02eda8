/// Platt scaling: logit p′ = a·s + b for the log-odds s, two numbers.
///
/// By default it is fitted to Platt's targets, (N₊ + 1) / (N₊ + 2) instead of 1 and 1 / (N₋ + 2)
/// instead of 0, which keeps it finite on data that are perfectly separable, and cautious on
/// few rows. Then it minimises the likelihood of these targets, and its negative log-likelihood on
/// the labels themselves can be worse than that of the uncalibrated scores, by much where few rows are
/// right and sure of it; ``FitWarning/worseThanUncalibrated`` says so. Without smoothing it never is.
///
/// The slope may come out negative, where the event is rarer at higher scores.
///
/// Source: Platt, "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized
/// Likelihood Methods" (Advances in Large Margin Classifiers, 1999).
public struct PlattScaling: BinaryCalibrationMethod {
  /// Whether Platt's targets are used instead of 0 and 1.
  public var smoothsTargets: Bool

  /// Creates the method.
  ///
  /// - Parameter smoothsTargets: Whether Platt's targets are used instead of 0 and 1.
  public init(smoothsTargets: Bool = true) {
    self.smoothsTargets = smoothsTargets
  }

  public func fit(to scores: BinaryScores) -> BinaryFit<PlattMap> {
    let model = BinaryLogisticModel(
      names: ["slope", "intercept"],
      identity: [1, 0, 0, 0],
      features: { [$0, 1, 0, 0] },
      map: { PlattMap(unchecked: $0[0], intercept: $0[1]) }
    )
    return smoothsTargets ? model.fit(smoothing: scores) : model.fit(to: scores)
  }
}
