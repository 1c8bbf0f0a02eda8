/// Which parameters of matrix scaling and Dirichlet calibration are regularised.
///
/// Source: Kull, Perello-Nieto, Kängsepp, Silva Filho, Song and Flach, "Beyond temperature scaling:
/// Obtaining well-calibrated multiclass probabilities with Dirichlet calibration" (NeurIPS 2019).
public enum MatrixRegularization: String, Sendable, Hashable, Codable, CaseIterable {
  /// Off-diagonal and intercept regularisation: λ / (K (K − 1)) Σ_{i ≠ j} w_ij² + μ / K Σ b_j².
  case odir
  /// All weights: λ / K² Σ w_ij² + μ / K Σ b_j².
  case l2
}

/// λ and μ of ``MatrixRegularization``.
public struct RegularizationStrength: Sendable, Hashable {
  /// λ ≥ 0, for the weights.
  public let lambda: Double
  /// μ ≥ 0, for the intercept.
  public let mu: Double

  /// Given strengths.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when λ or μ is negative or not finite.
  public init(lambda: Double, mu: Double) throws(MapError) {
    for (name, value) in [("lambda", lambda), ("mu", mu)] {
      guard value >= 0, value.isFinite else {
        throw .parameter(name: name, value: value, requirement: "be finite and at least 0")
      }
    }
    self.init(unchecked: lambda, mu)
  }

  init(unchecked lambda: Double, _ mu: Double) {
    self.lambda = lambda
    self.mu = mu
  }
}

extension RegularizationStrength: Codable {
  private enum CodingKeys: String, CodingKey {
    case lambda, mu
  }

  /// - Throws: As ``init(lambda:mu:)``, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(lambda: values(.lambda), mu: values(.mu))
  }
}

extension MatrixRegularization {
  func penalty(_ strength: RegularizationStrength, classCount: Int) -> RidgePenalty {
    let count = Double(classCount)
    let intercept = strength.mu / count
    switch self {
    case .odir:
      return RidgePenalty(offDiagonal: strength.lambda / (count * (count - 1)), intercept: intercept)
    case .l2:
      let weight = strength.lambda / (count * count)
      return RidgePenalty(diagonal: weight, offDiagonal: weight, intercept: intercept)
    }
  }

  /// The strengths of structured matrix scaling's order: K (K − 1)/n for each weight under ODIR, K/n
  /// for each weight under L2, and K/n for each shift.
  func reference(rowWeight: Double, classCount: Int) -> RegularizationStrength {
    let count = Double(classCount)
    let pairs = count * (count - 1)
    let lambda = self == .odir ? pairs * pairs : count * count * count
    return RegularizationStrength(unchecked: lambda / rowWeight, count * count / rowWeight)
  }

  /// What cross-validation tries, times the reference; the strongest first.
  static let grid = [100, 10, 1, 0.1, 0.01, 0.001, 0.0001]
}
