/// What a classifier that may abstain gains: the error rate among the rows it is most confident of.
///
/// A threshold on the confidence accepts the rows at or above it. *Coverage* is their share of the
/// weight, *risk* the error rate among them. The curve has one point for each distinct confidence:
/// rows of equal confidence can only be accepted together.
///
/// Sources: El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR,
/// 2010); Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural
/// Classifiers" (ICLR 2019).
public struct RiskCoverageCurve: Sendable, Hashable {
  /// One threshold.
  public struct Point: Sendable, Hashable {
    /// The lowest confidence that is accepted.
    public let threshold: Double
    /// The share of the weight that is accepted, in (0, 1].
    public let coverage: Double
    /// The error rate among what is accepted, in [0, 1].
    public let risk: Double
  }

  /// The points, in rising order of coverage; the last accepts every row.
  public let points: [Point]

  /// The curve of all thresholds.
  public init(_ rows: EvaluatedRows) {
    let groups = ConfidenceGroups(rows)
    points = [Point](unsafeUninitializedCapacity: groups.groups.count) { points, count in
      groups.forEachThreshold { group, weight, wrongWeight in
        points.initializeElement(
          at: count,
          to: Point(threshold: group.confidence, coverage: weight / groups.totalWeight, risk: wrongWeight / weight)
        )
        count += 1
      }
    }
  }

  /// The area under the curve, in [0, 1]: see ``EvaluatedRows/riskCoverageArea``.
  public var area: Double {
    var area = 0.0
    var coverage = 0.0
    for point in points {
      area += (point.coverage - coverage) * point.risk
      coverage = point.coverage
    }
    return area
  }
}

extension EvaluatedRows {
  /// The area under the risk–coverage curve (AURC), in [0, 1]: the mean over rows of the error rate
  /// among the rows that are at least as confident. Low is good.
  ///
  /// (1/W) Σ_i w_i · Σ_{j: c_j ≥ c_i} w_j (1 − a_j) / Σ_{j: c_j ≥ c_i} w_j. It falls with a better
  /// accuracy as well as with a better order of the confidences. See ``RiskCoverageCurve``.
  ///
  /// Source: Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural
  /// Classifiers" (ICLR 2019).
  public var riskCoverageArea: Double { ConfidenceGroups(self).riskCoverageArea }
}

extension ConfidenceGroups {
  var riskCoverageArea: Double {
    var sum = 0.0
    forEachThreshold { group, weight, wrongWeight in
      sum += group.weight * (wrongWeight / weight)
    }
    return sum / totalWeight
  }

  /// Calls `body` with each group from the highest confidence down, and the weight and the wrong
  /// weight of all rows that are at least as confident.
  @inline(__always)
  fileprivate func forEachThreshold(_ body: (Group, Double, Double) -> Void) {
    var weight = 0.0
    var wrongWeight = 0.0
    for group in groups.reversed() {
      weight += group.weight
      wrongWeight += group.weight - group.correctWeight
      body(group, weight, wrongWeight)
    }
  }
}
