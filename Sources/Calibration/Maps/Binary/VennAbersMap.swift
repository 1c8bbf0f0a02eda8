import CMath

/// Inductive Venn–Abers prediction of one event: the two probabilities p₀ ≤ p₁ of isotonic fits that
/// count the new row with label 0 and with label 1, merged into
///
///     p = p₁ / (1 − p₀ + p₁).
///
/// Source: Vovk, Petej and Fedorova, "Large-scale Probabilistic Predictors with and without
/// Guarantees of Validity" (NIPS 2015).
public struct VennAbersMap: BinaryCalibrationMap {
  /// p₀ as a function of the log-odds: the isotonic fit if the new row's label is 0.
  public let lower: StepFunction
  /// p₁ as a function of the log-odds: the isotonic fit if the new row's label is 1.
  public let upper: StepFunction

  /// p₀ and p₁ for a row with these finite log-odds; the true probability is one of them, in a sense
  /// that the paper makes precise.
  public func interval(forLogOdds logOdds: Double) -> ClosedRange<Double> {
    let high = upper.valueUpTo(logOdds)
    return min(lower.valueFrom(logOdds), high)...high
  }

  /// p₀ and p₁ for a row of this probability; for the certainties 0 … 0 and 1 … 1.
  ///
  /// - Throws: ``MapError/parameter(name:value:requirement:)`` when `probability` is not in [0, 1].
  public func interval(forProbability probability: Double) throws(MapError) -> ClosedRange<Double> {
    let logOdds = try LogOdds.checked(of: probability)
    return logOdds.isFinite ? interval(forLogOdds: logOdds) : probability...probability
  }

  public var parameterCount: Int { lower.values.count + upper.values.count }

  public func calibratedLogOdds(for logOdds: Double) -> Double {
    let range = interval(forLogOdds: logOdds)
    return log(range.upperBound) - log1p(-range.lowerBound)
  }

  /// The curves for fitting rows given as groups of equal log-odds, ascending.
  ///
  /// The added row has weight 1. The number of operations is linear in the number of groups.
  init(groups: [ScoreGroup], resolution: ScoreResolution) {
    let scores = groups.map(\.score)
    // A group reaches from its score as far as log-odds are equal.
    upper = StepFunction(simplifying: scores.map { $0 + resolution.logOdds }, values: Self.curve(groups))
    // If the label is 0: the same with scores and labels reversed.
    let reversed = groups.reversed().map {
      ScoreGroup(score: -$0.score, weight: $0.weight, positive: $0.weight - $0.positive)
    }
    lower = StepFunction(simplifying: scores, values: Self.curve(reversed).reversed().map { min(1 - $0, 1.0.nextDown) })
  }

  /// The isotonic fit's value at an added row of label 1, for each place between the groups (the
  /// place before group i and group i itself give the same), then after the last.
  ///
  /// The fit is the slope of the greatest convex minorant of cumulative labels over cumulative
  /// weights. As the added row moves up past one group after another, a stack keeps the corners of
  /// the minorant from its segment on (algorithms 1 and 2 of the paper).
  private static func curve(_ groups: [ScoreGroup]) -> [Double] {
    var points = [SIMD2<Double>.zero]
    for group in groups {
      points.append(points[points.count - 1] + SIMD2(group.weight, group.positive))
    }
    let added = SIMD2<Double>(1, 1)
    var corners = MinorantCorners()
    for point in points.reversed() { corners.push(point) }
    corners.push(-added)
    var values: [Double] = []
    for point in points.dropFirst() {
      values.append(corners.slope)
      // The added row moves to the end of this group.
      corners.replaceFirst(with: point - added)
    }
    values.append(1)
    // Weights that are no whole numbers leave rounding, which must not let the curve fall.
    var largest = Double.leastNormalMagnitude
    return values.map { value in
      largest = max(largest, min(value, 1))
      return largest
    }
  }
}

/// The corners of a greatest convex minorant, the leftmost last.
private struct MinorantCorners {
  private var stack: [SIMD2<Double>] = []

  /// The slope of the leftmost segment.
  var slope: Double {
    let step = stack[stack.count - 2] - stack[stack.count - 1]
    return step.y / step.x
  }

  /// Adds a point to the left of all others.
  mutating func push(_ point: SIMD2<Double>) {
    while stack.count > 1,
      Self.turn(point, stack[stack.count - 1], stack[stack.count - 2]) <= 0
    {
      stack.removeLast()
    }
    stack.append(point)
  }

  /// Replaces the leftmost corner by a point further right, if that lies below the first segment.
  mutating func replaceFirst(with point: SIMD2<Double>) {
    guard Self.turn(stack[stack.count - 1], stack[stack.count - 2], point) < 0 else { return }
    stack.removeLast()
    push(point)
  }

  /// Positive where the way from a by b to c turns left.
  private static func turn(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>) -> Double {
    let (first, second) = (b - a, c - b)
    return first.x * second.y - first.y * second.x
  }
}

extension VennAbersMap {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    lower = try values(.lower)
    upper = try values(.upper)
    guard
      lower.isRisingProbability, upper.isRisingProbability,
      lower.values.allSatisfy({ $0 < 1 }), upper.values.allSatisfy({ $0 > 0 })
    else { throw MapError.steps }
  }
}
