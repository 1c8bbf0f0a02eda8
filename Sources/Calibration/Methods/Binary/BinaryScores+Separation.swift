extension BinaryScores {
  /// Whether a function of the score with so few roots has the sign of every outcome, where it is not zero.
  ///
  /// Then the likelihood of a logistic model of such functions has no finite maximum: it rises as long as
  /// the coefficients grow. Outcomes that are mixed at the roots themselves change nothing (quasi-complete
  /// separation). The test is exact: it compares scores, and knows no threshold.
  ///
  /// Source: Albert and Anderson, "On the existence of maximum likelihood estimates in logistic regression
  /// models" (Biometrika 71, 1984).
  func isSeparated(by shape: SeparatingShape) -> Bool {
    guard let positive = range(where: true), let negative = range(where: false) else {
      // One outcome, or no rows.
      return rowCount > 0
    }
    // A group of one outcome has to be there: at the roots themselves there is nothing to gain.
    let ends = [positive.lowerBound, positive.upperBound]
    guard positive != negative || logOdds.contains(where: { !ends.contains($0) }) else {
      return false
    }
    let isRising = negative.upperBound <= positive.lowerBound
    switch shape {
    case .risingLine: return isRising
    case .line: return isRising || positive.upperBound <= negative.lowerBound
    case .parabola:
      return !hasOutcome(false, within: positive) || !hasOutcome(true, within: negative)
    }
  }

  /// The least and the greatest score of an outcome.
  private func range(where outcome: Bool) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for (row, score) in logOdds.enumerated() where outcomes[row] == outcome {
      range = range.map { min($0.lowerBound, score)...max($0.upperBound, score) } ?? score...score
    }
    return range
  }

  /// Whether an outcome has a score between two others.
  private func hasOutcome(_ outcome: Bool, within range: ClosedRange<Double>) -> Bool {
    logOdds.indices.contains { row in
      outcomes[row] == outcome && logOdds[row] > range.lowerBound && logOdds[row] < range.upperBound
    }
  }
}

/// How the log-odds of a model may depend on the score.
enum SeparatingShape: Sendable, Hashable {
  /// They rise, or are level: one root.
  case risingLine
  /// They rise, fall or are level: one root.
  case line
  /// They have up to two roots.
  case parabola
}
