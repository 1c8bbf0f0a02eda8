import Foundation

/// Scaling-binning: Platt scaling, then bins of equal mass whose probability is the *mean of the
/// scaled probabilities* in them.
///
/// Histogram binning averages labels, which are noisy; averaging the scaled probabilities needs far
/// fewer rows for the same accuracy, and because there are finitely many outputs their calibration
/// error can be measured, which that of a continuous map cannot.
///
/// Two classes are one problem; with more, each class against all others is one (the paper's marginal
/// calibrator), and the probabilities are divided by their sum, which the paper does not do. As
/// in the authors' package, all fitting rows serve both the line and the bins.
///
/// Nothing is minimised on the fitting data but the likelihood of the Platt line; the binned result
/// may be worse there than the scores as they came.
///
/// Source: Kumar, Liang and Ma, "Verified Uncertainty Calibration" (NeurIPS 2019).
public struct ScalingBinning: CalibrationMethod {
  /// The number of bins, from 1 to 1000; with ties, or fewer rows, some are not used.
  public let binCount: Int

  /// - Throws: ``MetricError`` when the number of bins is outside 1 ... 1000.
  public init(binCount: Int) throws(MetricError) {
    try MetricError.check(binCount: binCount)
    self.binCount = binCount
  }

  /// Ten bins.
  public init() {
    binCount = 10
  }

  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<BinningMap> {
    let bins = data.mapOneVersusRest { classIndex, logOdds in
      self.bins(
        ScoreGroup.groups(
          scores: logOdds,
          isPositive: { data.labels[$0] == classIndex },
          weights: data.weights
        )
      )
    }
    return try Fit(binning: bins, parameterCount: 2 * bins.count, data)
  }

  private func bins(_ groups: [ScoreGroup]) -> StepFunction {
    let line = LogisticLine(fittingTo: groups)
    // In the order of the scaled probabilities.
    let scaled = (line.slope < 0 ? groups.reversed() : groups).map {
      ScoreGroup(score: line.logOdds(at: $0.score), weight: $0.weight, positive: $0.positive)
    }
    let sums = ScoreGroupSums(scaled)
    let cuts = sums.equalMassCuts(binCount: binCount)
    let values = zip([0] + cuts, cuts + [scaled.count]).map { start, end in
      let part = scaled[start..<end]
      let weight = part.reduce(0) { $0 + $1.weight }
      return weight > 0
        ? part.reduce(0) { $0 + $1.weight * (sigmoid($1.score) / weight) }
        : sigmoid(line.intercept)
    }
    let thresholds = cuts.map { cut -> Double in
      let place = (sums.threshold(below: cut) - line.intercept) / line.slope
      let (below, above) =
        line.slope < 0
        ? (groups[groups.count - 1 - cut].score, groups[groups.count - cut].score)
        : (groups[cut - 1].score, groups[cut].score)
      return place >= below && place < above ? place : below
    }
    return line.slope < 0
      ? StepFunction(simplifying: thresholds.reversed(), values: values.reversed())
      : StepFunction(simplifying: thresholds, values: values)
  }
}

extension Fit where Map == BinningMap {
  /// The report of a method that bins: nothing is minimised, so the value is the likelihood's.
  init(
    binning bins: [StepFunction],
    parameterCount: Int,
    _ data: LabeledPredictions
  ) throws(PredictionsError) {
    let map = BinningMap(unchecked: bins)
    self.init(
      map: map,
      parameters: [],
      objective: .negativeLogLikelihood,
      value: try RowStatistics(of: map, on: data).negativeLogLikelihood,
      uncalibratedValue: RowStatistics(uncalibrated: data).negativeLogLikelihood,
      rowCount: data.rowCount,
      classCount: data.classCount,
      warnings: data.warnings(forParameterCount: parameterCount) + data.unseenClassWarnings
    )
  }
}
