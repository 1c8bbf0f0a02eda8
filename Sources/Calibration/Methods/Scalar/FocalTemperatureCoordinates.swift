import CMath

/// The variables in which T and γ are searched: (ln T, η) with η = ln(1 + γ / s), s = 5/4.
///
/// Raising T and 1 + γ together changes little, least of all with two classes. In (ln T, γ) that valley is
/// bent, T ∝ 1 + γ; in these variables it is nearly straight. s > 1 keeps γ = −1 at a finite place.
enum FocalTemperatureCoordinates {
  private static let shift = 1.25

  /// The box of ``ScalarFit``.
  static let low = position(of: ScalarFit.low)
  static let high = position(of: ScalarFit.high)

  /// (ln T, η) of (ln T, γ).
  static func position(of parameters: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(parameters.x, log1p(parameters.y / shift))
  }

  /// (ln T, γ) of (ln T, η); exactly on a bound where the position is.
  static func parameters(at position: SIMD2<Double>) -> SIMD2<Double> {
    let gamma =
      if position.y <= low.y { ScalarFit.low.y } else if position.y >= high.y {
        ScalarFit.high.y
      } else { shift * expm1(position.y) }
    return SIMD2(position.x, gamma)
  }

  /// A model in (ln T, η) of one in (ln T, γ).
  static func positionModel(_ model: QuadraticModel, atGamma gamma: Double) -> QuadraticModel {
    let rate = shift + gamma  // dγ/dη, and d²γ/dη²
    let (gradient, hessian) = (model.gradient, model.hessian)
    return QuadraticModel(
      value: model.value,
      gradient: SIMD2(gradient.x, gradient.y * rate),
      hessian: SIMD3(hessian.x, hessian.y * rate * rate + gradient.y * rate, hessian.z * rate)
    )
  }

  /// A model in (ln T, γ) of one in (ln T, η).
  static func parameterModel(_ model: QuadraticModel, atGamma gamma: Double) -> QuadraticModel {
    let rate = shift + gamma
    let (gradient, hessian) = (model.gradient, model.hessian)
    return QuadraticModel(
      value: model.value,
      gradient: SIMD2(gradient.x, gradient.y / rate),
      hessian: SIMD3(hessian.x, (hessian.y - gradient.y) / (rate * rate), hessian.z / rate)
    )
  }
}
