extension PairedPermutationTest {
  /// The two-sided p-value of the difference of two maps in a slow metric, by the same permutations as those of all
  /// other metrics.
  ///
  /// Takes two evaluations of the metric for each permutation; the squared kernel calibration error, whose pairs may
  /// be of either map's outputs, about four times what its estimate takes.
  ///
  /// - Parameter options: The number of permutations (``EvaluationOptions/resampleCount``) and their seed.
  /// - Returns: A value in (0, 1]; never below 1 / (1 + permutations).
  /// - Throws: ``ComparisonError/rows`` when the labels or weights of the two sides differ, and
  ///   ``PredictionsError/classCount(found:expected:)`` when a map is made for another number of classes.
  public static func pValue(
    _ metric: SlowMetric,
    of first: Side,
    against second: Side,
    options: EvaluationOptions = .standard
  ) throws -> Double {
    try checkRows(first, second)
    let swaps = RowSwaps(
      rowCount: first.data.predictions.exampleCount,
      count: options.resampleCount,
      seed: options.seed
    )
    guard let rowMetric = metric.rowMetric else {
      let sums = try SquaredKernelCalibrationError.pairs(
        of: [first, second],
        resampleCount: options.resampleCount
      ).sums(of: [.init(counts: swaps), .init(counts: swaps.complement)])
      return pValue(sums[0].map(\.mean), sums[1].map(\.mean))
    }
    let rows = try RowStatistics(
      pooling: RowStatistics(of: first.map, on: first.data),
      and: RowStatistics(of: second.map, on: second.data)
    )
    let values = try [swaps, swaps.complement].map {
      try rows.values(
        on: ExampleResamples(examples: $0, labelCount: rows.labelCount),
        of: rowMetric
      )
    }
    return pValue(values[0], values[1])
  }
}
