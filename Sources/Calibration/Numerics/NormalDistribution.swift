import CMath

/// The standard normal distribution.
enum NormalDistribution {
  /// The probability of a value below `x`.
  static func probability(below x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// The value below which a share of the distribution lies, to within 10⁻¹²; by bisection.
  ///
  /// - Parameter probability: In (0, 1); what is beyond ±10 standard deviations is given as that.
  static func quantile(_ probability: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    while high - low > 1e-12 {
      let middle = (low + high) / 2
      if Self.probability(below: middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
