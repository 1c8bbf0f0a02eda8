/// Spline calibration: a natural cubic spline h is fitted, by least squares, to the cumulative
/// difference between labels and probabilities as a function of the rank, and its slope is added to
/// the probability:
///
///     h(t_i) ≈ (1/n) Σ_{j ≤ i} (y_j − p_j),   p′ = p + h′(t(p)),   t_i = (i − 1) / (n − 1).
///
/// The cumulative difference is the one whose largest absolute value is the Kolmogorov–Smirnov
/// calibration error; there are no bins. Between the fitting rows the curve is linear in p.
///
/// A sum of p and a slope may leave [0, 1], and comes near 0 or 1 by chance. No p′ is nearer to 0 or 1
/// than Jeffreys' estimate for all n rows, ½ / (n + 1), unless p itself is: then it goes no further than p.
/// (The authors clip to [0, 1], which is enough for the confidence and the calibration error that they
/// look at.) The curve need not rise.
///
/// Nothing proper is minimised: the result may be worse on the fitting data than the scores as they
/// came, and then says so (``FitWarning/worseThanUncalibrated``).
///
/// Source: Gupta, Rahimi, Ajanthan, Mensink, Sminchisescu and Hartley, "Calibration of Neural
/// Networks Using Splines" (ICLR 2021), who calibrate the confidence: ``TopLabel``.
public struct SplineCalibration: BinaryCalibrationMethod {
  /// The number of knots, from 2 to 1000; no more than there are distinct scores are used.
  public let knotCount: Int

  /// A spline with a given number of knots.
  ///
  /// - Throws: ``MethodError/knotCount(_:)`` when the number of knots is outside 2 ... 1000.
  public init(knotCount: Int) throws(MethodError) {
    try MethodError.check(knotCount: knotCount)
    self.knotCount = knotCount
  }

  /// Six knots.
  public init() {
    knotCount = 6
  }

  public func fit(to scores: BinaryScores) -> BinaryFit<SplineMap> {
    let groups = ScoreGroup.groups(
      scores: scores.logOdds.lazy.map(LogOdds.probability),
      isPositive: { scores.outcomes[$0] },
      weights: scores.weights,
      areEqual: scores.resolution.equates(_:_:)
    )
    return BinaryFit(map: SplineMap(unchecked: curve(groups)), warnings: scores.warnings(forParameterCount: knotCount))
  }

  private func curve(_ groups: [ScoreGroup]) -> PiecewiseLinearFunction {
    guard let first = groups.first else {
      return PiecewiseLinearFunction(unchecked: [0, 1], values: [0, 1])
    }
    let total = groups.reduce(0) { $0 + $1.weight }
    // No further towards certainty than the rows support, or the score itself is.
    let floor = LogOdds.jeffreysEstimate(unseenIn: total)
    func supported(_ value: Double, at score: Double) -> Double {
      max(min(score, floor), min(value, max(score, 1 - floor)))
    }
    guard groups.count > 1 else {
      return PiecewiseLinearFunction(
        unchecked: [first.score],
        values: [supported(first.positive / first.weight, at: first.score)]
      )
    }
    var points: [(place: Double, value: Double, weight: Double)] = []
    var (weight, difference) = (0.0, 0.0)
    for group in groups {
      weight += group.weight
      difference += group.positive - group.weight * group.score
      // The first place is 0, the last 1, also where the groups' weights are not 1.
      let place = max(0, min((weight - first.weight) / (total - first.weight), 1))
      points.append((place, difference / total, group.weight))
    }
    let spline = NaturalSpline(knotCount: min(knotCount, groups.count))
    let knots = spline.leastSquares(points)
    return PiecewiseLinearFunction(
      unchecked: groups.map(\.score),
      values: zip(groups, points).map { group, point in
        let slope = zip(spline.slopeFactors(at: point.place), knots).reduce(0) { $0 + $1.0 * $1.1 }
        return supported(group.score + slope, at: group.score)
      }
    )
  }
}

extension SplineCalibration {
  private enum CodingKeys: String, CodingKey {
    case knotCount
  }

  /// - Throws: ``MethodError`` when the number is out of range, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(knotCount: values(.knotCount))
  }
}
