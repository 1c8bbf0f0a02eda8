/// Several maps on the same rows, compared by one metric: which is best, and which are not distinguishable from it.
///
/// Every pair is tested, and the p-values are adjusted together. Testing only against the best would not do: the best was
/// chosen by these very rows, and is partly best by luck.
public struct MultipleComparison: Sendable {
  /// The metric of each map.
  public let estimates: [MetricEstimate]
  /// Whether the better map has the lower value (`false`: the higher); `nil` where neither is better.
  public let lowerIsBetter: Bool?
  /// The maps from best to worst, by their numbers; from low to high where neither is better.
  public let order: [Int]
  /// The maps with the best value; none where all are equal, or neither is better.
  public let best: Set<Int>

  private let level: Double
  private let pValues: [[Double]]
  private let adjustedPValues: [[Double]]

  /// Compares maps by a metric of their evaluations.
  ///
  /// - Parameters:
  ///   - evaluations: One for each map, at least one.
  ///   - correction: How the p-values of all pairs are adjusted.
  ///   - pValue: The p-value of a pair, by number; that of ``PairedComparison`` where none is given.
  /// - Throws: ``ComparisonError`` when the evaluations were not made with the same options on the same
  ///   rows, and what `pValue` throws.
  public init(
    _ metric: Metric,
    of evaluations: [Evaluation],
    correction: MultiplicityCorrection = .holm,
    pValue: ((Int, Int) throws -> Double)? = nil
  ) throws {
    for evaluation in evaluations.dropFirst() {
      try evaluation.checkComparable(with: evaluations[0])
    }
    try self.init(
      of: evaluations.map { $0[metric] },
      lowerIsBetter: metric.lowerIsBetter,
      correction: correction,
      pValue: pValue
    )
  }

  /// Compares maps by estimates of any metric.
  ///
  /// - Parameters:
  ///   - estimates: One for each map, at least one, all on the same rows.
  ///   - lowerIsBetter: Whether the better map has the lower value; `nil` where neither is better.
  ///   - correction: How the p-values of all pairs are adjusted.
  ///   - pValue: The p-value of a pair, by number; that of ``PairedComparison`` where none is given.
  /// - Throws: ``ComparisonError/options(_:_:)`` when the estimates were not resampled with the same options,
  ///   and what `pValue` throws.
  public init(
    of estimates: [MetricEstimate],
    lowerIsBetter: Bool?,
    correction: MultiplicityCorrection = .holm,
    pValue: ((Int, Int) throws -> Double)? = nil
  ) throws {
    let values = estimates.map(\.value)
    let order = Self.order(of: values, lowerIsBetter: lowerIsBetter)
    let leading = Set(values.indices.filter { values[$0] == values[order[0]] })
    let isDecided = lowerIsBetter != nil && leading.count < values.count
    let pairs = values.indices.flatMap { first in
      ((first + 1)..<values.count).map { (first, $0) }
    }
    let pairValues = try pairs.map { first, second in
      try pValue?(first, second)
        ?? PairedComparison(of: estimates[first], against: estimates[second]).pValue
    }
    func matrix(_ pairValues: [Double]) -> [[Double]] {
      var matrix = values.map { _ in values.map { _ in 1.0 } }
      for ((first, second), value) in zip(pairs, pairValues) {
        matrix[first][second] = value
        matrix[second][first] = value
      }
      return matrix
    }
    self.estimates = estimates
    self.lowerIsBetter = lowerIsBetter
    self.order = order
    best = isDecided ? leading : []
    level = estimates[0].options.level
    pValues = matrix(pairValues)
    adjustedPValues = matrix(correction.adjusted(pairValues))
  }

  /// Values from best to worst, by their numbers; from low to high where neither is better.
  public static func order(of values: [Double], lowerIsBetter: Bool?) -> [Int] {
    let sign = lowerIsBetter == false ? -1.0 : 1.0
    return values.indices.sorted { (sign * values[$0], $0) < (sign * values[$1], $1) }
  }

  /// The p-value of the difference of two maps as if it were the only one; 1 for a map and itself.
  public func pValue(_ first: Int, _ second: Int) -> Double { pValues[first][second] }

  /// The adjusted p-value of the difference of two maps; 1 for a map and itself.
  public func adjustedPValue(_ first: Int, _ second: Int) -> Double {
    adjustedPValues[first][second]
  }

  /// Whether two maps differ by more than the noise: the adjusted p-value is at most 1 − level.
  public func differ(_ first: Int, _ second: Int) -> Bool {
    // 1 − 0.95 is a little more than 0.05 in binary.
    adjustedPValues[first][second] <= (1 - level) * (1 + 1e-12)
  }

  /// The maps that are not best, but not distinguishable from it either.
  public var tied: Set<Int> {
    guard let first = order.first, !best.isEmpty else { return [] }
    return Set(order.filter { !best.contains($0) && !differ($0, first) })
  }
}

extension Metric {
  /// Evaluations from best to worst, by their numbers; from low to high where neither is better.
  public func order(of evaluations: [Evaluation]) -> [Int] {
    MultipleComparison.order(of: evaluations.map { $0[self].value }, lowerIsBetter: lowerIsBetter)
  }
}
