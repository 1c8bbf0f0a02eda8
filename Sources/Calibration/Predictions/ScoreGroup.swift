/// The rows of one score.
struct ScoreGroup: Sendable, Hashable {
  /// The lowest of the rows' scores, which are equal up to their resolution.
  var score: Double
  /// The rows' total weight, positive.
  var weight: Double
  /// The weight of those whose label is 1.
  var positive: Double

  /// The groups of equal scores, ascending; rows without weight and infinite scores are left out.
  ///
  /// - Parameter areEqual: Whether two scores, the lower first, are equal.
  static func groups(
    scores: some Sequence<Double>,
    isPositive: (_ row: Int) -> Bool,
    weights: [Double]?,
    areEqual: (Double, Double) -> Bool
  ) -> [ScoreGroup] {
    var rows: [ScoreGroup] = []
    rows.reserveCapacity(scores.underestimatedCount)
    for (row, score) in scores.enumerated() where score.isFinite {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      rows.append(ScoreGroup(score: score, weight: weight, positive: isPositive(row) ? weight : 0))
    }
    var groups: [ScoreGroup] = []
    groups.reserveCapacity(rows.count)
    for row in rows.sortedByScore() {
      if let last = groups.last, areEqual(last.score, row.score) {
        groups[groups.count - 1].weight += row.weight
        groups[groups.count - 1].positive += row.positive
      } else {
        groups.append(row)
      }
    }
    return groups
  }
}
