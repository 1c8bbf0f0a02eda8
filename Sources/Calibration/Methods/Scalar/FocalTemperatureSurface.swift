import CMath

/// The mean negative log-likelihood of Φ_γ(softmax(z / T)) on data, as a function of T and γ: what
/// ``FocalTemperatureScaling`` minimises, for those who want to see it.
package struct FocalTemperatureSurface: Sendable {
  private let objective: FocalTemperatureObjective
  private let totalWeight: Double

  /// The surface of some rows.
  package init(_ data: LabeledPredictions) {
    objective = FocalTemperatureObjective(data, loss: .negativeLogLikelihood, varyingGamma: true)
    totalWeight = data.totalWeight
  }

  /// The height at a map's parameters, in nats.
  package func value(at map: FocalTemperatureMap) -> Double {
    objective.value(at: SIMD2(log(map.temperature), map.gamma))
  }

  /// The covariance of (ln T, γ) that the curvature at a map's parameters stands for: the inverse of
  /// the Hessian of the sum over rows. Standard errors of a fit are made of the same.
  ///
  /// - Returns: The variance of ln T, that of γ, and their covariance; `nil` where the Hessian is
  ///   not safely positive definite, because the data do not determine the parameters or the point is no
  ///   minimum.
  package func covariance(at map: FocalTemperatureMap) -> (logTemperature: Double, gamma: Double, both: Double)? {
    covariance(model(at: SIMD2(log(map.temperature), map.gamma)))
  }

  /// The height at (ln T, γ).
  func value(at point: SIMD2<Double>) -> Double { objective.value(at: point) }

  /// Height, slope and curvature at (ln T, γ).
  func model(at point: SIMD2<Double>) -> QuadraticModel { objective.evaluate(at: point, .double) }

  /// ``covariance(at:)`` of a point whose curvature is known.
  func covariance(_ model: QuadraticModel) -> (logTemperature: Double, gamma: Double, both: Double)? {
    let hessian = model.hessian
    let determinant = hessian.x * hessian.y - hessian.z * hessian.z
    guard hessian.x > 0, hessian.y > 0, determinant > 1e-8 * hessian.x * hessian.y else {
      return nil
    }
    let scale = determinant * totalWeight
    return (hessian.y / scale, hessian.x / scale, -hessian.z / scale)
  }
}
