/// Whether two maps differ in any metric on the same rows: a permutation test.
///
/// If the maps are exchangeable, it does not matter which of the two a row's probabilities come from. So a
/// permutation swaps the two outputs of each row (of each example, where it has several labels) with
/// probability ½, and both metrics are computed anew from
/// what each side then holds. The p-value is the share of permutations, the rows as they are
/// among them, whose difference is at least as large as that of the rows as they are.
///
/// Its hypothesis is that the maps are *exchangeable*, which is more than that a metric is the same for both:
/// see the guide to statistics for how often it errs where only the metric is the same.
///
/// Sources: Good, "Permutation, Parametric, and Bootstrap Tests of Hypotheses" (2005), on paired comparison;
/// Phipson and Smyth, "Permutation P-values Should Never Be Zero" (Statistical Applications in Genetics and
/// Molecular Biology, 2010).
public struct PairedPermutationTest: Sendable {
  /// The number of permutations, the rows as they are not among them.
  public let permutationCount: Int
  private let pValues: PerMetric<Double>

  /// Compares two maps in all metrics.
  ///
  /// - Parameters:
  ///   - options: The number of bins, the number of permutations
  ///     (``EvaluationOptions/resampleCount``) and their seed.
  /// - Throws: ``ComparisonError/rows`` when the labels or weights of the two sides differ, and
  ///   ``PredictionsError/classCount(found:expected:)`` when a map is made for another number of
  ///   classes.
  public init(
    _ first: MappedPredictions,
    against second: MappedPredictions,
    options: EvaluationOptions = .standard
  ) throws {
    try Self.checkRows(first, second)
    let rows = try EvaluatedRows(
      pooling: EvaluatedRows(of: first.map, on: first.data),
      and: EvaluatedRows(of: second.map, on: second.data)
    )
    let passes = [first, second].map {
      ClasswisePass(map: $0.map, data: $0.data, binCount: options.binCount)
    }
    let metrics = MetricReplicates(rows: rows, passes: passes)
    let swaps = RowSwaps(
      rowCount: first.data.predictions.exampleCount,
      count: options.resampleCount,
      seed: options.seed
    )
    let values = metrics.values(on: ExampleResamples(examples: swaps, labelCount: rows.labelCount))
    let others = metrics.values(on: ExampleResamples(examples: swaps.complement, labelCount: rows.labelCount))
    permutationCount = options.resampleCount
    pValues = PerMetric { metric in
      Self.pValue(zip(values[metric], others[metric]).map { $0 == $1 ? 0 : $0 - $1 })
    }
  }

  /// Refuses sides on different rows.
  static func checkRows(_ first: MappedPredictions, _ second: MappedPredictions)
    throws(ComparisonError)
  {
    guard first.data.labels == second.data.labels, first.data.weights == second.data.weights,
      first.data.classCount == second.data.classCount,
      first.data.predictions.labelCount == second.data.predictions.labelCount
    else { throw .rows }
  }

  /// The share of permutations whose difference is at least as large as that of the first, the rows as they are.
  static func pValue(_ differences: [Double]) -> Double {
    // Rounding must not part what is equal, like a metric that is a count.
    let observed = abs(differences[0]) * (1 - 1e-12)
    return Double(differences.count { abs($0) >= observed }) / Double(differences.count)
  }

  /// The two-sided p-value of a metric's difference, in (0, 1]; never below 1 / (1 + permutations).
  public func pValue(_ metric: Metric) -> Double { pValues[metric] }
}

/// Samples of twice as many rows, the outputs of one map followed by those of another: one of the two for
/// each row, at random.
struct RowSwaps: RowResamples {
  let rowCount: Int
  /// The number of permutations and one: the first sample holds the first map's outputs.
  let count: Int
  private let seed: UInt64
  private let isComplement: Bool

  /// - Parameter count: The number of permutations.
  init(rowCount: Int, count: Int, seed: UInt64) {
    self.init(rowCount: rowCount, count: count + 1, seed: seed, isComplement: false)
  }

  private init(rowCount: Int, count: Int, seed: UInt64, isComplement: Bool) {
    self.rowCount = rowCount
    self.count = count
    self.seed = seed
    self.isComplement = isComplement
  }

  /// What the samples leave over.
  var complement: RowSwaps {
    RowSwaps(rowCount: rowCount, count: count, seed: seed, isComplement: !isComplement)
  }

  func counts(ofBatch batch: Int) -> [UInt8] {
    var counts = [UInt8](repeating: 0, count: 2 * rowCount * Self.lanes)
    for (lane, sample) in resamples(ofBatch: batch).enumerated() {
      var generator = SplitMix64(seed: seed, stream: UInt64(sample))
      var bits: UInt64 = 0
      for row in 0..<rowCount {
        if row % 64 == 0 { bits = sample == 0 ? 0 : generator.next() }
        let isSecond = (bits & 1 == 1) != isComplement
        bits >>= 1
        counts[((isSecond ? rowCount : 0) + row) * Self.lanes + lane] = 1
      }
    }
    return counts
  }
}
