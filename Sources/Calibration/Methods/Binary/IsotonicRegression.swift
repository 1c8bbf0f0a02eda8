/// Isotonic regression: the non-decreasing map of least error on the fitting data.
///
/// The pool-adjacent-violators algorithm finds the monotone values that are best by the Brier score
/// and by the negative log-likelihood alike; each is the observed frequency of a run of rows. Rows of
/// equal scores are one. Between the last row of a run and the first of the next the map is linear in
/// the probabilities, as scikit-learn's `IsotonicRegression` is.
///
/// A first run without an event, or a last run with nothing else, would claim certainty. There the
/// result goes no further than Jeffreys' estimate, ½ / (w + 1) for a run of weight w, or than the
/// uncalibrated probability if that is more extreme. With this the negative log-likelihood and the
/// Brier score are never worse on the fitting data than without calibration.
///
/// Sources: Zadrozny and Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability
/// Estimates" (KDD 2002); Ayer, Brunk, Ewing, Reid and Silverman, "An Empirical Distribution Function
/// for Sampling with Incomplete Information" (Annals of Mathematical Statistics, 1955).
public struct IsotonicRegression: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to scores: BinaryScores) -> BinaryFit<IsotonicMap> {
    MonotoneRuns(scores).fit { run, groups in run.ends(in: groups) }
  }
}

/// The result of pooling adjacent violators: runs of rows with increasing frequencies of the event.
struct MonotoneRuns: Sendable {
  /// Neighbouring groups, pooled.
  struct Run: Sendable {
    /// The indices of the first and the last group.
    var first: Int
    var last: Int
    var weight: Double
    var positive: Double

    var frequency: Double { positive / weight }

    /// The scores of the first and the last group, or the one score there is.
    func ends(in groups: [ScoreGroup]) -> [Double] {
      first == last ? [groups[first].score] : [groups[first].score, groups[last].score]
    }
  }

  let groups: [ScoreGroup]
  let runs: [Run]

  init(_ scores: BinaryScores) {
    groups = scores.groups()
    var pool = PoolAdjacentViolators()
    for group in groups { pool.append(weight: group.weight, sum: group.positive) }
    var first = 0
    runs = pool.blocks.map { block in
      defer { first += block.count }
      return Run(first: first, last: first + block.count - 1, weight: block.weight, positive: block.sum)
    }
  }

  /// The map through each run's frequency at the log-odds that `points` gives for the run.
  func fit(points: (Run, [ScoreGroup]) -> [Double]) -> BinaryFit<IsotonicMap> {
    var thresholds: [Double] = []
    var probabilities: [Double] = []
    for run in runs {
      for point in points(run, groups) {
        thresholds.append(point)
        probabilities.append(run.frequency)
      }
    }
    return BinaryFit(
      map: IsotonicMap(unchecked: thresholds, probabilities: probabilities, floor: floor, ceiling: ceiling),
      warnings: groups.count == 1 ? [.singleScore] : []
    )
  }

  /// The smallest probability that the data support: Jeffreys' estimate for the first run if it saw
  /// no event, but no more than any frequency that was observed.
  var floor: Double {
    guard let first = runs.first, first.positive == 0 else {
      return runs.first.map { min($0.frequency, 0.5) } ?? 0.5
    }
    let estimate = LogOdds.jeffreysEstimate(unseenIn: first.weight)
    return runs.count > 1 ? min(estimate, runs[1].frequency) : estimate
  }

  /// The largest probability that the data support, as ``floor``.
  var ceiling: Double {
    guard let last = runs.last, last.positive == last.weight else {
      return runs.last.map { max($0.frequency, 0.5) } ?? 0.5
    }
    let estimate = 1 - LogOdds.jeffreysEstimate(unseenIn: last.weight)
    return runs.count > 1 ? max(estimate, runs[runs.count - 2].frequency) : estimate
  }
}
