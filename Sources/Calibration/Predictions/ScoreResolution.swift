/// How finely scores tell probabilities apart.
///
/// Bit by bit, rows that tie would be put in an order by their rounding errors: a row's sum of exponentials
/// depends on the order of its columns, and a probability of 0.6, stored in single precision and divided by the row's
/// sum, comes out some 10⁻⁷ from 0.6 of another row. So probabilities whose log-odds differ by no more than the
/// resolution are one.
struct ScoreResolution: Sendable, Hashable {
  /// The largest difference between log-odds that are equal.
  let logOdds: Double

  /// Logits are taken as they are; what is computed from them in double precision is rounded.
  static let exact = ScoreResolution(logOdds: 0x1p-40)

  /// Rounding the probabilities of a row, or their logarithms, to single precision moves log-odds by up to about
  /// 2⁻²³ and parts two of them by twice that; the rest is left for maps that stretch them.
  static let rounded = ScoreResolution(logOdds: 0x1p-20)

  /// Whether two probabilities, the lower first, are equal.
  func equates(_ low: Double, _ high: Double) -> Bool {
    high - low <= logOdds * low * (1 - low)
  }

  /// Whether two log-odds, the lower first, are equal.
  func equates(logOdds low: Double, _ high: Double) -> Bool {
    high - low <= logOdds
  }
}

extension Predictions {
  /// How finely the scores tell probabilities apart.
  var resolution: ScoreResolution { kind == .logits ? .exact : .rounded }
}
