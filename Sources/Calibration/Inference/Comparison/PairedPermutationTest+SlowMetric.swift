extension PairedPermutationTest {
  /// The two-sided p-value of the difference of two maps in a slow metric, by the same permutations as those of all
  /// other metrics.
  ///
  /// Takes two evaluations of the metric for each permutation; of the squared kernel calibration error, whose difference
  /// is linear in the swaps, one pass over the pairs for all of them.
  ///
  /// - Parameter options: The number of permutations (``EvaluationOptions/resampleCount``) and their seed.
  /// - Returns: A value in (0, 1]; never below 1 / (1 + permutations).
  /// - Throws: ``ComparisonError/rows`` when the labels or weights of the two sides differ, and
  ///   ``PredictionsError/classCount(found:expected:)`` when a map is made for another number of classes.
  public static func pValue(
    _ metric: SlowMetric,
    of first: MappedPredictions,
    against second: MappedPredictions,
    options: EvaluationOptions = .standard
  ) throws -> Double {
    try checkRows(first, second)
    let swaps = RowSwaps(
      rowCount: first.data.predictions.exampleCount,
      count: options.resampleCount,
      seed: options.seed
    )
    guard let rowMetric = metric.rowMetric else {
      for side in [first, second] { try side.map?.check(side.data.predictions) }
      return pValue(squaredKernelDifferences(of: first, and: second, swaps))
    }
    let rows = try EvaluatedRows(
      pooling: EvaluatedRows(of: first.map, on: first.data),
      and: EvaluatedRows(of: second.map, on: second.data)
    )
    let values = try [swaps, swaps.complement].map {
      try rows.values(on: ExampleResamples(examples: $0, labelCount: rows.labelCount), of: rowMetric)
    }
    return pValue(zip(values[0], values[1]).map { $0 - $1 })
  }

  /// The difference of the squared kernel calibration errors of what both sides hold after each swap, up to a common
  /// factor.
  ///
  /// With s_i = 1 where the first side holds its own output of example i, and −1 where it holds the other's, a pair
  /// adds (s_i + s_j) (h_ij of the first map − h_ij of the second) / 2 and (s_i − s_j) (h of i's output by the first map
  /// and j's by the second − the reverse) / 2: so the difference is a sum of s_i times what is calculated once.
  static func squaredKernelDifferences(
    of first: MappedPredictions,
    and second: MappedPredictions,
    _ swaps: RowSwaps
  ) -> [Double] {
    let terms = SquaredKernelTerms(of: [first, second], bandwidth: SquaredKernelCalibrationError.usualBandwidth)
    let exampleCount = swaps.rowCount
    let blocks = SquaredKernelCalibrationError.blocks(of: first.data, resampleCount: swaps.count - 1)
    let examples = blocks.flatMap { block in block.map { (example: $0, block: block) } }
    let shares = Workers.map(blocks: examples.count) { index in
      let (example, block) = examples[index]
      let others = block.filter { $0 != example }
      let pool = (others + others.map { exampleCount + $0 })[...]
      return terms.terms(of: example, with: pool).reduce(0, +)
        - terms.terms(of: exampleCount + example, with: pool).reduce(0, +)
    }
    return Workers.map(blocks: swaps.batchCount) { batch in
      let counts = swaps.counts(ofBatch: batch)
      return (0..<swaps.resamples(ofBatch: batch).count).map { lane in
        examples.indices.reduce(0) { sum, index in
          let isOwn = counts[examples[index].example * RowSwaps.lanes + lane] == 1
          return isOwn ? sum + shares[index] : sum - shares[index]
        }
      }
    }.flatMap { $0 }
  }
}
