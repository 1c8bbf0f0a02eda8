import CMath

/// Where a fit looks for the parameters.
public enum ParameterSearch: String, Sendable, Hashable, Codable, CaseIterable {
  /// The optimum within the box T ∈ [e⁻⁸, e⁸], γ ∈ [−1, 100], to the precision of the arithmetic.
  case optimum
  /// The best point of the published experiment's grid, for comparison with it:
  /// T ∈ {0.05, 0.10, …, 5.00}, γ ∈ {−1, −0.75, −0.5, −0.25, 0, 0.25, 0.5, 0.75, 1, 3, 5}
  /// (Komisarenko and Kull, 2024).
  case publishedGrid = "published-grid"

  /// The edges of what is searched, as (ln T, γ).
  var box: (low: SIMD2<Double>, high: SIMD2<Double>) {
    switch self {
    case .optimum: (ScalarFit.low, ScalarFit.high)
    case .publishedGrid: (SIMD2(log(0.05), -1), SIMD2(log(5), 5))
    }
  }

  static var publishedTemperatures: [Double] { (1...100).map { Double($0) / 20 } }
  static var publishedGammas: [Double] { [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 3, 5] }
}
