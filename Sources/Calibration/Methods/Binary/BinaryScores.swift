/// Log-odds of one event with what happened: what a ``BinaryCalibrationMethod`` is fitted to.
///
/// Rows that cannot matter are left out when the value is made: rows of weight 0, and rows that were
/// certain (log-odds of ±∞), which no binary map changes. None may be left.
public struct BinaryScores: Sendable {
  /// ln(p / (1 − p)) of each row, finite.
  public let logOdds: [Double]
  /// Whether the event happened, for each row.
  public let outcomes: [Bool]
  /// The weight of each row, finite and positive; `nil` when all rows count 1.
  public let weights: [Double]?

  /// How finely the log-odds distinguish rows.
  let resolution: ScoreResolution

  /// Joins log-odds with outcomes, and checks them.
  ///
  /// - Parameters:
  ///   - logOdds: At least one number; ±∞ marks a row that was certain.
  ///   - outcomes: One for each row.
  ///   - weights: One for each row, finite and not negative, not all 0.
  /// - Throws: ``PredictionsError`` when there are no rows, counts differ, a score is NaN, an outcome
  ///   was called impossible, or a weight is negative or not finite.
  public init(logOdds: [Double], outcomes: [Bool], weights: [Double]? = nil) throws(PredictionsError) {
    guard !logOdds.isEmpty else { throw .noRows }
    guard outcomes.count == logOdds.count else {
      throw .labelCount(labels: outcomes.count, rows: logOdds.count)
    }
    for (row, score) in logOdds.enumerated() {
      if score.isNaN { throw .notANumber(row: row, column: 0) }
      if score == (outcomes[row] ? -.infinity : .infinity) {
        throw .impossibleLabel(row: row, label: outcomes[row] ? 1 : 0)
      }
    }
    if let weights {
      try LabeledPredictions.check(weights: weights, rowCount: logOdds.count)
    }
    self.init(unchecked: logOdds[...], outcomes: outcomes, weights: weights)
  }

  /// Leaves out rows of valid data that cannot matter.
  init(
    unchecked logOdds: some Collection<Double>,
    outcomes: [Bool],
    weights: [Double]?,
    resolution: ScoreResolution = .exact
  ) {
    var kept: (logOdds: [Double], outcomes: [Bool], weights: [Double]) = ([], [], [])
    for (row, score) in logOdds.enumerated() where score.isFinite {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      kept.logOdds.append(score)
      kept.outcomes.append(outcomes[row])
      if weights != nil { kept.weights.append(weight) }
    }
    self.resolution = resolution
    self.logOdds = kept.logOdds
    self.outcomes = kept.outcomes
    self.weights = weights == nil ? nil : LabeledPredictions.scaled(kept.weights)
  }

  /// The number of rows that matter.
  public var rowCount: Int { logOdds.count }

  func weight(ofRow row: Int) -> Double { weights?[row] ?? 1 }

  /// The rows in the order of their scores, those of equal scores as one.
  func groups() -> [ScoreGroup] {
    ScoreGroup.groups(
      scores: logOdds,
      isPositive: { outcomes[$0] },
      weights: weights,
      areEqual: resolution.equates(logOdds:_:)
    )
  }

  /// The mean of −ln p of what happened under a map; 0 without rows.
  func negativeLogLikelihood(of map: some BinaryCalibrationMap) -> Double {
    negativeLogLikelihood { map.logOdds($0) }
  }

  /// The mean of −ln p of what happened for the scores as they are; 0 without rows.
  var negativeLogLikelihood: Double { negativeLogLikelihood { $0 } }

  private func negativeLogLikelihood(_ map: (Double) -> Double) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in logOdds.indices {
      let score = map(logOdds[row])
      let weight = weight(ofRow: row)
      sum += weight * LogOdds.softplus(outcomes[row] ? -score : score)
      total += weight
    }
    return total > 0 ? sum / total : 0
  }
}
