/// Where the CORP reliability curve of a calibrated model with given confidences would lie.
///
/// The confidences stay as they are; whether a row is right is drawn anew with its confidence as the
/// probability, and the CORP curve (``ReliabilityTable/init(isotonic:)``) is fitted to what was drawn. The band
/// holds, at each confidence, the middle share ``level`` of the resampled curves: where the curve of a model leaves
/// it, the model contradicts calibration there. The band is pointwise: a calibrated model's curve leaves it at some
/// 1 − level of the confidences.
///
/// Rows of whole-number weight count as so many rows; of other weights, rows of one confidence count as Kish's
/// effective number of rows, (Σ w)² / Σ w². Above 65,536 rows, neighbours in the order of confidence
/// are drawn together with their mean confidence, in at most so many groups; no diagram shows groups so small.
///
/// Source: Dimitriadis, Gneiting and Jordan, "Stable Reliability Diagrams for Probabilistic
/// Classifiers" (PNAS, 2021).
public struct ConsistencyBand: Sendable, Hashable {
  /// The band at one confidence.
  public struct Point: Sendable, Hashable {
    /// The confidence.
    public let confidence: Double
    /// The lower end of the band, in [0, 1].
    public let lower: Double
    /// The upper end, in [``lower``, 1].
    public let upper: Double
  }

  /// The band in rising order of confidence, from the lowest to the highest of the rows: at every confidence
  /// where there are few, else at 129 equally far apart.
  public let points: [Point]
  /// The share of the resampled curves in the band, in (0, 1).
  public let level: Double

  /// Resamples the curve.
  ///
  /// The result is the same for any number of threads.
  ///
  /// - Parameters:
  ///   - rows: The confidences; whether rows are right is not looked at.
  ///   - resampleCount: The number of resampled curves.
  ///   - level: The share of the curves that the band holds.
  ///   - seed: What the resamples are drawn from.
  /// - Throws: ``EvaluationError`` when there are no resamples, or the level does not lie strictly between 0
  ///   and 1.
  public init(
    _ rows: EvaluatedRows,
    resampleCount: Int = 200,
    level: Double = 0.95,
    seed: UInt64 = 1
  ) throws(EvaluationError) {
    try EvaluationError.check(resampleCount: resampleCount)
    guard level > 0, level < 1 else { throw .level(level) }
    let groups = Self.groups(rows)
    let grid = Self.grid(groups.map(\.confidence))
    let curves = Workers.map(blocks: resampleCount) { resample in
      var generator = SplitMix64(seed: seed, stream: UInt64(resample))
      return Self.curve(of: groups, at: grid, using: &generator)
    }
    self.level = level
    points = grid.enumerated().map { index, confidence in
      let heights = Percentiles(curves.map { $0[index] })
      return Point(confidence: confidence, lower: heights[(1 - level) / 2], upper: heights[(1 + level) / 2])
    }
  }

  // MARK: Groups

  /// Rows that are drawn together.
  private struct Group: Sendable {
    let confidence: Double
    let weight: Double
    let trials: Double
    let sampler: BinomialSampler
  }

  private static let largestGroupCount = 65_536

  private static func groups(_ rows: EvaluatedRows) -> [Group] {
    let counted = rows.confidences.indices.filter { rows.weight(ofRow: $0) > 0 }
    let order = counted.sorted { rows.confidences[$0] < rows.confidences[$1] }
    let hasWholeWeights = rows.weights?.allSatisfy { $0 == $0.rounded() } ?? true
    let rowsPerGroup = (order.count + largestGroupCount - 1) / largestGroupCount
    var groups: [Group] = []
    var first = 0
    while first < order.count {
      var last = min(first + rowsPerGroup, order.count) - 1
      let highest = rows.confidences[order[last]]
      while last + 1 < order.count,
        rows.resolution.equates(highest, rows.confidences[order[last + 1]])
      {
        last += 1
      }
      groups.append(group(of: order[first...last], rows, hasWholeWeights))
      first = last + 1
    }
    return groups
  }

  private static func group(of members: ArraySlice<Int>, _ rows: EvaluatedRows, _ hasWholeWeights: Bool) -> Group {
    var weight = 0.0
    var squares = 0.0
    var sum = 0.0
    for row in members {
      let rowWeight = rows.weight(ofRow: row)
      weight += rowWeight
      squares += rowWeight * rowWeight
      sum += rowWeight * rows.confidences[row]
    }
    let confidence = min(sum / weight, 1)
    let trials = hasWholeWeights ? weight : max((weight * weight / squares).rounded(), 1)
    return Group(
      confidence: confidence,
      weight: weight,
      trials: trials,
      sampler: BinomialSampler(trials: trials, probability: confidence)
    )
  }

  // MARK: Curves

  private static let gridCount = 129

  private static func grid(_ confidences: [Double]) -> [Double] {
    guard confidences.count > gridCount, let low = confidences.first, let high = confidences.last
    else { return confidences }
    return (0..<gridCount).map { index in
      // The last is the highest itself, whatever is rounded.
      let share = Double(index) / Double(gridCount - 1)
      return (1 - share) * low + share * high
    }
  }

  /// One resampled curve: level over the confidences of a block, straight between blocks.
  private static func curve(of groups: [Group], at grid: [Double], using generator: inout SplitMix64) -> [Double] {
    var pool = PoolAdjacentViolators()
    for group in groups {
      let hits = group.sampler.next(using: &generator)
      pool.append(weight: group.weight, sum: group.weight * (hits / group.trials))
    }
    var heights: [Double] = []
    heights.reserveCapacity(grid.count)
    // The end of the block before, where there is one.
    var before: (confidence: Double, height: Double)?
    var next = 0
    for block in pool.blocks {
      let start = groups[next].confidence
      next += block.count
      let end = groups[next - 1].confidence
      let height = min(block.mean, 1)
      while heights.count < grid.count, grid[heights.count] <= end || next == groups.count {
        let confidence = grid[heights.count]
        if confidence < start, let before {
          let share = (confidence - before.confidence) / (start - before.confidence)
          heights.append(before.height + share * (height - before.height))
        } else {
          heights.append(height)
        }
      }
      before = (end, height)
    }
    return heights
  }
}
