/// Centred isotonic regression: isotonic regression whose runs of equal values are drawn together to
/// points, which straight lines join.
///
/// Each run stands at the weighted mean of its probabilities, with the frequency of the event in it;
/// between these points the map is linear in the probabilities, outside them constant. Unlike
/// ``IsotonicRegression`` it keeps the order of the scores between the first point and the last. A
/// first run without an event and a last run with nothing else stay runs, and end in Jeffreys'
/// estimate as they do there.
///
/// The lines leave the runs' frequencies, so the negative log-likelihood can be worse than that of
/// the uncalibrated scores, also on the fitting data.
///
/// Source: Oron and Flournoy, "Centered Isotonic Regression: Point and Interval Estimation for
/// Dose–Response Studies" (Statistics in Biopharmaceutical Research, 2017).
public struct CenteredIsotonicRegression: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to scores: BinaryScores) -> BinaryFit<IsotonicMap> {
    MonotoneRuns(scores).fit { run, groups in
      if run.positive == 0 || run.positive == run.weight { return run.ends(in: groups) }
      return LogOdds.ofMean(groups[run.first...run.last].lazy.map { ($0.score, $0.weight) })
        .map { [$0] } ?? []
    }
  }
}
