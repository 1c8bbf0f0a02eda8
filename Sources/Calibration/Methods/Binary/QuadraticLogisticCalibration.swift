/// Quadratic logistic calibration: logit p′ = q·s² + a·s + b for the log-odds s, three numbers.
///
/// The map that is right when the scores of either outcome are normal with variances of their own.
/// q = 0 is Platt scaling, and q = b = 0, a = 1 the identity, so the negative log-likelihood is never
/// worse on the fitting data. Unless q = 0 the map is not monotone: it turns round at s = −a / (2q).
///
/// Source: Berta, Holzmüller, Jordan and Bach, "Structured Matrix Scaling for Multi-Class Calibration"
/// (2025), and their package probmetrics.
public struct QuadraticLogisticCalibration: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to scores: BinaryScores) -> BinaryFit<QuadraticLogisticMap> {
    BinaryLogisticModel(
      names: ["quadratic", "slope", "intercept"],
      identity: [0, 1, 0, 0],
      shape: .parabola,
      features: { [$0 * $0, $0, 1, 0] },
      map: { QuadraticLogisticMap(unchecked: $0[0], slope: $0[1], intercept: $0[2]) }
    ).fit(to: scores)
  }
}
