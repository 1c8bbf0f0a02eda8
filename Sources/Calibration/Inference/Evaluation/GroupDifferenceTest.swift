/// Whether groups of rows differ in a metric by more than chance: a permutation test.
///
/// If groups do not matter, they can be permuted over the rows without changing anything. A metric
/// of each group is compared with its mean over such deals, in standard deviations over the deals, which
/// takes care of the sizes of the groups and of the bias that calibration errors of small groups have;
/// the statistic is the largest distance of any group. The p-value is the share of deals, the true one among
/// them, whose largest distance is at least as large: taking the largest accounts for there being many
/// groups.
///
/// The rows of one example, those of several independent labels, get the groups of another example
/// together: they are alike, and single rows would pass for more evidence than there is.
///
/// Sources: Westfall and Young, "Resampling-Based Multiple Testing" (1993), on the largest statistic; Phipson
/// and Smyth, "Permutation P-values Should Never Be Zero" (2010).
public struct GroupDifferenceTest: Sendable {
  /// What the test says of one metric.
  public struct Result: Sendable, Hashable {
    /// The probability of so large a distance if groups do not matter; never below
    /// 1 / (1 + permutations).
    public let pValue: Double
    /// The name of the group that is farthest from what chance would give.
    public let group: String
    /// How far it is, in standard deviations over random groups of its size; positive where the metric is
    /// higher.
    public let distance: Double
  }

  /// The metrics that are tested.
  public static let metrics: [Metric] = [
    .accuracy, .negativeLogLikelihood, .brierScore, .expectedCalibrationError, .confidenceGap,
  ]

  private let results: [Metric: Result]

  /// The result for one of ``metrics``; `nil` for others, and for a loss that is infinite.
  public subscript(metric: Metric) -> Result? { results[metric] }

  /// Tests the groups of some rows.
  ///
  /// - Parameters:
  ///   - options: The number of bins, the number of permutations
  ///     (``EvaluationOptions/resampleCount``) and their seed.
  /// - Returns: `nil` where fewer than two groups have a row that counts.
  /// - Throws: ``EvaluationError/groupedRows(_:rows:)``.
  public init?(
    _ rows: EvaluatedRows,
    groups: RowGroups,
    options: EvaluationOptions = .standard
  ) throws(EvaluationError) {
    guard groups.rowCount == rows.rowCount else {
      throw .groupedRows(groups.rowCount, rows: rows.rowCount)
    }
    let counted = (0..<rows.rowCount).filter { rows.weight(ofRow: $0) > 0 }
    let present = Set(counted.map { groups.indices[$0] }).sorted()
    guard present.count > 1 else { return nil }
    let places = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($0.element, $0.offset) })
    let sums = GroupSums(rows, counted: counted, groupCount: present.count, binCount: options.binCount)
    let examples = CountedExamples(counted, labelCount: rows.labelCount)
    // The true groups, and random ones.
    let deals = Workers.map(blocks: options.resampleCount + 1) { deal in
      var order = Array(0..<examples.count)
      if deal > 0 {
        var generator = SplitMix64(seed: options.seed, stream: UInt64(deal))
        order.shuffle(using: &generator)
      }
      return sums.metrics(groups: examples.rows(permutedBy: order).map { places[groups.indices[$0]] })
    }
    var results: [Metric: Result] = [:]
    for (index, metric) in Self.metrics.enumerated() {
      guard let distances = Self.distances(deals.map { $0[index] }) else { continue }
      let largest = distances.map { $0.reduce(0) { max($0, abs($1)) } }
      // Rounding must not part deals that are equal, or choose between two groups, which are equally far
      // from what they share.
      let observed = largest[0] * (1 - 1e-9)
      guard let farthest = distances[0].firstIndex(where: { abs($0) >= observed }) else { continue }
      results[metric] = Result(
        pValue: Double(largest.count { $0 >= observed }) / Double(largest.count),
        group: groups.names[present[farthest]],
        distance: distances[0][farthest]
      )
    }
    self.results = results
  }

  /// The distance of each group from its mean over the deals, deals × groups, in standard deviations; `nil`
  /// where values are infinite.
  private static func distances(_ deals: [[Double]]) -> [[Double]]? {
    guard deals.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    let count = Double(deals.count)
    let moments = deals[0].indices.map { group in
      let mean = deals.reduce(0) { $0 + $1[group] } / count
      let squares = deals.reduce(0) { $0 + ($1[group] - mean) * ($1[group] - mean) }
      return (mean: mean, deviation: (squares / count).squareRoot())
    }
    return deals.map { deal in
      zip(deal, moments).map { value, moments in
        // What rounding leaves of no spread tells nothing.
        moments.deviation > 1e-12 * abs(moments.mean)
          ? (value - moments.mean) / moments.deviation : 0
      }
    }
  }
}

/// The examples of which any row counts.
private struct CountedExamples: Sendable {
  /// The number of rows of an example.
  private let labelCount: Int
  /// The first row of each example.
  private let firstRows: [Int]
  /// For each row that counts its example's place among the examples, and its own within the example.
  private let places: [(example: Int, label: Int)]

  init(_ counted: [Int], labelCount: Int) {
    self.labelCount = labelCount
    var firstRows: [Int] = []
    places = counted.map { row in
      let label = row % labelCount
      if firstRows.last != row - label { firstRows.append(row - label) }
      return (firstRows.count - 1, label)
    }
    self.firstRows = firstRows
  }

  var count: Int { firstRows.count }

  /// For each row that counts the row of the same label in the example whose place `order` gives.
  func rows(permutedBy order: [Int]) -> [Int] {
    places.map { firstRows[order[$0.example]] + $0.label }
  }
}

/// What the tested metrics of groups are made of.
private struct GroupSums: Sendable {
  /// The terms of one row, times its weight.
  private struct Row {
    let bin: Int
    let weight: Double
    let correct: Double
    let gap: Double
    let loss: Double
    let squaredError: Double
  }

  private let rows: [Row]
  private let groupCount: Int
  private let binCount: Int

  init(_ rows: EvaluatedRows, counted: [Int], groupCount: Int, binCount: Int) {
    let bins = EqualWidthBins.indices(of: rows.confidences, binCount: binCount)
    self.rows = counted.map { row in
      let weight = rows.weight(ofRow: row)
      let correct = rows.isCorrect(row: row) ? weight : 0
      return Row(
        bin: Int(bins[row]),
        weight: weight,
        correct: correct,
        gap: weight * rows.confidences[row] - correct,
        loss: -weight * rows.logLikelihoods[row],
        squaredError: weight * rows.squaredErrors[row]
      )
    }
    self.groupCount = groupCount
    self.binCount = binCount
  }

  /// The values of ``GroupDifferenceTest/metrics``, in their order, of each group.
  ///
  /// - Parameter groups: Of each row; `nil` for a group of which no row counts.
  func metrics(groups: [Int?]) -> [[Double]] {
    var weights = [Double](repeating: 0, count: groupCount)
    var correct = weights
    var losses = weights
    var squaredErrors = weights
    var gaps = [Double](repeating: 0, count: groupCount * binCount)
    for case (let row, let group?) in zip(rows, groups) {
      weights[group] += row.weight
      correct[group] += row.correct
      losses[group] += row.loss
      squaredErrors[group] += row.squaredError
      gaps[group * binCount + row.bin] += row.gap
    }
    let binGaps = (0..<groupCount).map { gaps[($0 * binCount)..<(($0 + 1) * binCount)] }
    func perWeight(_ sums: [Double]) -> [Double] { zip(sums, weights).map { $0 / $1 } }
    return [
      perWeight(correct),
      perWeight(losses),
      perWeight(squaredErrors),
      perWeight(binGaps.map { $0.reduce(0) { $0 + abs($1) } }),
      perWeight(binGaps.map { $0.reduce(0, +) }),
    ]
  }
}
