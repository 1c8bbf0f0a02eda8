/// Scaling-binning: Platt scaling, then bins of equal mass whose probability is the *mean of the
/// scaled probabilities* in them.
///
/// Histogram binning averages labels, which are noisy; averaging the scaled probabilities needs far
/// fewer rows for the same accuracy, and because there are finitely many outputs their calibration
/// error can be measured, which that of a continuous map cannot.
///
/// As in the authors' package, all fitting rows serve both the line and the bins. With many classes
/// ``OneVersusRest`` makes of it the paper's marginal calibrator, whose probabilities it divides by
/// their sum, which the paper does not do.
///
/// Nothing is minimised on the fitting data but the likelihood of the Platt line; the binned result
/// may be worse there than the uncalibrated scores.
///
/// Source: Kumar, Liang and Ma, "Verified Uncertainty Calibration" (NeurIPS 2019).
public struct ScalingBinning: BinaryCalibrationMethod {
  /// The number of bins, from 1 to 1000; with ties, or fewer rows, some are not used.
  public let binCount: Int

  /// A given number of bins.
  ///
  /// - Throws: ``MethodError/binCount(_:)`` when the number of bins is outside 1 ... 1000.
  public init(binCount: Int) throws(MethodError) {
    try MethodError.check(binCount: binCount)
    self.binCount = binCount
  }

  /// Ten bins.
  public init() {
    binCount = 10
  }

  /// Without rows the result is that of histogram binning with bins of equal width.
  public func fit(to scores: BinaryScores) -> BinaryFit<HistogramMap> {
    let groups = scores.groups()
    guard !groups.isEmpty else { return HistogramBinning(.equalWidth).fit(to: scores) }
    let line = PlattScaling(smoothsTargets: false).fit(to: scores)
    return BinaryFit(
      map: HistogramMap(unchecked: bins(groups, scaledBy: line.map, scores.resolution)),
      warnings: line.warnings
    )
  }

  private func bins(_ groups: [ScoreGroup], scaledBy line: PlattMap, _ resolution: ScoreResolution) -> StepFunction {
    // In the order of the scaled probabilities.
    let scaled = (line.slope < 0 ? groups.reversed() : groups).map {
      ScoreGroup(score: line.calibratedLogOdds(for: $0.score), weight: $0.weight, positive: $0.positive)
    }
    let sums = ScoreGroupSums(scaled)
    let cuts = sums.equalMassCuts(binCount: binCount)
    let values = zip([0] + cuts, cuts + [scaled.count]).map { start, end in
      let part = scaled[start..<end]
      let weight = part.reduce(0) { $0 + $1.weight }
      return part.reduce(0) { $0 + $1.weight * (LogOdds.probability($1.score) / weight) }
    }
    let thresholds = cuts.map { cut -> Double in
      let place = (sums.threshold(below: cut) - line.intercept) / line.slope
      let (below, above) =
        line.slope < 0
        ? (groups[groups.count - 1 - cut].score, groups[groups.count - cut].score)
        : (groups[cut - 1].score, groups[cut].score)
      let end = below + resolution.logOdds
      return place >= end && place < above ? place : end
    }
    return line.slope < 0
      ? StepFunction(simplifying: thresholds.reversed(), values: values.reversed())
      : StepFunction(simplifying: thresholds, values: values)
  }
}

extension ScalingBinning {
  private enum CodingKeys: String, CodingKey {
    case binCount
  }

  /// - Throws: ``MethodError`` when the number is out of range, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(binCount: values(.binCount))
  }
}
