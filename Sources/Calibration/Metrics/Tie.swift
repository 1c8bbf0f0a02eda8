import CalibrationKernels

/// Which probabilities are equal.
///
/// Scores are in single precision, and probabilities of 0.6 in a file come out of division by the row's
/// sum, logarithm and exponential some 10⁻⁷ apart, depending on the rest of the row. Compared bit by bit, rows that
/// tie would be put in an order by their rounding errors, and a 0.6 above the edge 0.6 of a bin.
/// Rounding to single precision moves log-odds by up to 2⁻²³, so two of them part by up to 2⁻²². Those that
/// differ by no more than four times that are equal.
enum Tie {
  /// The largest difference between log-odds that are equal.
  static let logOddsResolution: Double = CK_LOG_ODDS_RESOLUTION

  /// Whether two probabilities, the lower first, are equal.
  static func holds(_ low: Double, _ high: Double) -> Bool {
    // Close to 1 the probability itself is rounded by more than the log-odds' resolution.
    high - low <= max(logOddsResolution * low * (1 - low), 2 * high.ulp)
  }

  /// Whether two log-odds, the lower first, are equal.
  static func holds(logOdds low: Double, _ high: Double) -> Bool {
    high - low <= logOddsResolution
  }
}
