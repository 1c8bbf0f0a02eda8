/// Several maps on the same rows, compared by one metric: which is best, and which cannot be told from it.
///
/// Every pair is tested, and the p-values are adjusted together. Testing only against the best would not do: the best was
/// chosen by these very rows, and is partly best by luck.
public struct MultipleComparison: Sendable {
  /// What is compared.
  public let metric: Metric
  /// The maps from best to worst, by their numbers; from low to high where neither is better.
  public let order: [Int]
  /// The maps with the best value; none where all are equal, or neither is better.
  public let best: Set<Int>

  private let level: Double
  private let pValues: [[Double]]
  private let adjustedPValues: [[Double]]

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
    let values = evaluations.map { $0[metric].value }
    let order = metric.order(of: evaluations)
    let leading = Set(values.indices.filter { values[$0] == values[order[0]] })
    let isDecided = metric.lowerIsBetter != nil && leading.count < values.count
    let pairs = values.indices.flatMap { first in
      ((first + 1)..<values.count).map { (first, $0) }
    }
    let pairValues = try pairs.map { first, second in
      try pValue?(first, second)
        ?? PairedComparison(metric, of: evaluations[first], against: evaluations[second]).pValue
    }
    func matrix(_ pairValues: [Double]) -> [[Double]] {
      var matrix = values.map { _ in values.map { _ in 1.0 } }
      for ((first, second), value) in zip(pairs, pairValues) {
        matrix[first][second] = value
        matrix[second][first] = value
      }
      return matrix
    }
    self.metric = metric
    self.order = order
    best = isDecided ? leading : []
    level = evaluations[0].options.level
    pValues = matrix(pairValues)
    adjustedPValues = matrix(correction.adjusted(pairValues))
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

  /// The maps that are not best, but not told from it either.
  public var tied: Set<Int> {
    guard let first = order.first, !best.isEmpty else { return [] }
    return Set(order.filter { !best.contains($0) && !differ($0, first) })
  }
}

extension Metric {
  /// Evaluations from best to worst, by their numbers; from low to high where neither is better.
  public func order(of evaluations: [Evaluation]) -> [Int] {
    let sign = lowerIsBetter == false ? -1.0 : 1.0
    let values = evaluations.map { sign * $0[self].value }
    return values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }
}
