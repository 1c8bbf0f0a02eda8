/// The rows of one score.
struct ScoreGroup: Sendable, Hashable {
  var score: Double
  /// The rows' total weight, positive.
  var weight: Double
  /// The weight of those whose label is 1.
  var positive: Double

  /// The groups of equal scores, ascending; rows without weight and infinite scores are left out.
  static func groups(
    scores: some Sequence<Double>,
    isPositive: (_ row: Int) -> Bool,
    weights: [Double]?
  ) -> [ScoreGroup] {
    let rows = scores.enumerated()
      .compactMap { row, score -> ScoreGroup? in
        let weight = weights?[row] ?? 1
        guard weight > 0, score.isFinite else { return nil }
        return ScoreGroup(score: score, weight: weight, positive: isPositive(row) ? weight : 0)
      }
      .sortedByScore()
    var groups: [ScoreGroup] = []
    for row in rows {
      if let last = groups.last, last.score == row.score {
        groups[groups.count - 1].weight += row.weight
        groups[groups.count - 1].positive += row.positive
      } else {
        groups.append(row)
      }
    }
    return groups
  }
}
