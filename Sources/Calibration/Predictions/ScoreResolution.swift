/// How finely scores distinguish probabilities.
///
/// Bit by bit, rows that tie would be put in an order by their rounding errors: a row's sum of exponentials
/// depends on the order of its columns, and a probability of 0.6, stored in single precision and divided by the row's
/// sum, comes out some 10⁻⁷ from 0.6 of another row. So probabilities whose log-odds differ by no more than the
/// resolution are one.
struct ScoreResolution: Sendable, Hashable {
  /// The largest difference between log-odds that are equal.
  let logOdds: Double

  init(logOdds: Double) {
    self.logOdds = logOdds
  }

  /// That of scores of some kind.
  init(of kind: ScoreKind) {
    switch kind {
    // Logits are taken as they are; only what is computed from them in double precision is rounded.
    case .logits: self = .exact
    // Rounding a row to single precision moves the log-odds by up to 2⁻²³, and parts two by twice that.
    case .probabilities: logOdds = 0x1p-21
    // Logarithms down to −8 are rounded by up to 2⁻²².
    case .logProbabilities: logOdds = 0x1p-20
    }
  }

  /// That of log-odds in double precision.
  static let exact = ScoreResolution(logOdds: 0x1p-40)

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
  /// How finely the scores distinguish probabilities.
  var resolution: ScoreResolution { ScoreResolution(of: kind) }
}
