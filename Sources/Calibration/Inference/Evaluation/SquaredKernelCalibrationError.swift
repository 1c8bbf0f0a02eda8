/// The squared kernel calibration error (SKCE) of all class probabilities together, with a bootstrap interval and a
/// test of calibration.
///
/// h_ij = exp(−‖p_i − p_j‖ / ν) (e_{y_i} − p_i)·(e_{y_j} − p_j), with e_y the unit vector of class y; the
/// SKCE is the mean of h over pairs of different rows. It estimates without bias a quantity that is 0 for a
/// calibrated model in the strong sense (the probabilities of *all* classes mean what they say) and
/// positive for any other; so the estimate may be negative.
///
/// - Pairs: all of them, the estimate of least variance, where rows² × (classes + resamples) operations are
///   affordable: with ten classes and 1000 resamples up to about 12 000 rows. Of more rows, the pairs within blocks that are as
///   large as is affordable; the rows are shuffled into the blocks in an order that does not depend on the data nor
///   on the seed of the options. ``blockSize`` and ``blockCount`` say which it was.
/// - Test: for a calibrated model the estimate is far from normal. A wild bootstrap changes the sign
///   of all residuals e − p of a row with probability ½; the p-value is the share of estimates, that of the
///   rows as they are among them, that are at least as large.
/// - Interval: each bootstrap resample is the mean of h over pairs of different rows that are in it, by how often
///   they are drawn. Where the model is calibrated it is too wide, rather than too narrow.
/// - Independent labels: the rows of an example depend on each other, so examples take the place of rows: h_ij is the mean
///   over labels of the term of each label with the same label of the other example, signs and resamples are of whole examples.
///
/// Pairs weigh w_i w_j. The probabilities of all rows are held in double precision.
///
/// Sources: Widmann, Lindsten and Zachariah, "Calibration Tests in Multi-Class Classification: A
/// Unifying Framework" (NeurIPS 2019), with the kernel exp(−‖p − q‖ / ν) I; blocks: Zaremba, Gretton and
/// Blaschko, "B-tests: Low Variance Kernel Two-Sample Tests" (NeurIPS 2013); the test: Dehling and Mikosch, "Random
/// Quadratic Forms and the Bootstrap for U-Statistics" (Journal of Multivariate Analysis, 1994).
public struct SquaredKernelCalibrationError: Sendable, Hashable {
  /// The estimate with its noise; at most 2, and negative values are noise.
  public let estimate: MetricEstimate
  /// The probability of an estimate at least this large for a calibrated model; 1 where there is no pair.
  public let pValue: Double
  /// The number of examples in the largest block.
  public let blockSize: Int
  /// The number of blocks: with one, the estimate is over all pairs.
  public let blockCount: Int

  /// The estimate.
  public var value: Double { estimate.value }

  /// Applies a map to all rows and estimates the error.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  ///   - bandwidth: ν, positive; a distance between probability vectors, which is at most √2.
  ///   - blockSize: The largest number of examples of a block, at least 2; `nil` for as many as are affordable.
  ///   - options: How to resample; as many signs are drawn as resamples.
  /// - Throws: ``MetricError/bandwidth(_:)``, ``MetricError/blockSize(_:)``, or
  ///   ``PredictionsError/classCount(found:expected:)`` when the map is made for another number of
  ///   classes.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    bandwidth: Double = usualBandwidth,
    blockSize: Int? = nil,
    options: EvaluationOptions = .standard
  ) throws {
    guard bandwidth > 0, bandwidth.isFinite else { throw MetricError.bandwidth(bandwidth) }
    if let blockSize, blockSize < 2 { throw MetricError.blockSize(blockSize) }
    let rows = try EvaluatedRows(of: map, on: data)
    let pairs = SquaredKernelSums(
      terms: SquaredKernelTerms(of: [.init(map, on: data)], bandwidth: bandwidth),
      blocks: Self.blocks(of: data, size: blockSize, resampleCount: options.resampleCount)
    )
    let signs = SquaredKernelSums.Samples(
      counts: ExampleSigns(exampleCount: pairs.terms.exampleCount, count: options.resampleCount, seed: options.seed),
      areSigns: true
    )
    let sums = pairs.sums(of: [signs] + Self.resamples(of: rows, options))
    estimate = Self.estimate(pairs, resamples: sums.dropFirst(), options)
    // The first signs are the rows as they are, in the precision of the others.
    let observed = sums[0][0].term
    pValue = Double(sums[0].count { $0.term >= observed }) / Double(sums[0].count)
    self.blockSize = pairs.blocks.map(\.count).max() ?? 0
    blockCount = pairs.blocks.count
  }

  /// The estimate without the test, in half of the time.
  static func estimate(
    of map: (any CalibrationMap)?,
    on data: LabeledPredictions,
    options: EvaluationOptions
  ) throws(PredictionsError) -> MetricEstimate {
    let rows = try EvaluatedRows(of: map, on: data)
    let pairs = SquaredKernelSums(
      terms: SquaredKernelTerms(of: [.init(map, on: data)], bandwidth: usualBandwidth),
      blocks: blocks(of: data, resampleCount: options.resampleCount)
    )
    return estimate(pairs, resamples: pairs.sums(of: resamples(of: rows, options))[...], options)
  }

  /// The usual ν, a distance between probability vectors.
  public static let usualBandwidth = 1.0

  /// What the interval is made of: bootstrap resamples, and those without some rows where it needs them.
  private static func resamples(of rows: EvaluatedRows, _ options: EvaluationOptions) -> [SquaredKernelSums.Samples] {
    [.init(counts: rows.bootstrapResamples(options).examples)]
      + (rows.jackknifeResamples(options).map { [.init(counts: $0.examples)] } ?? [])
  }

  private static func estimate(
    _ pairs: SquaredKernelSums,
    resamples: ArraySlice<[SquaredKernelSums.Sum]>,
    _ options: EvaluationOptions
  ) -> MetricEstimate {
    MetricEstimate(
      value: pairs.sum.mean,
      replicates: (resamples.first ?? []).map(\.mean),
      jackknife: resamples.dropFirst().flatMap { $0.map(\.mean) },
      options: options
    )
  }

  /// The examples that count, in blocks within which all pairs are taken.
  ///
  /// - Parameter size: The largest number of examples of a block; `nil` for as many as are affordable.
  static func blocks(of data: LabeledPredictions, size: Int? = nil, resampleCount: Int) -> [[Int]] {
    blocks(of: data.countedExamples, size: size ?? affordableBlockSize(data, resampleCount: resampleCount))
  }

  /// Deals examples to blocks of about the same size.
  ///
  /// - Parameter size: The largest number of examples of a block.
  static func blocks(of examples: [Int], size: Int) -> [[Int]] {
    let count = (examples.count + size - 1) / size
    guard count > 1 else { return [examples] }
    var generator = SplitMix64(seed: dealingSeed)
    let shuffled = examples.shuffled(using: &generator)
    return (0..<count).map { block in
      Array(shuffled[(block * shuffled.count / count)..<((block + 1) * shuffled.count / count)])
    }
  }

  private static let dealingSeed: UInt64 = 1

  /// Multiplications that take some seconds.
  private static let affordableOperations = 1.5e11

  /// As many examples in a block as can be paired with each other in some seconds.
  static func affordableBlockSize(_ data: LabeledPredictions, resampleCount: Int) -> Int {
    // Each pair takes a multiplication for each sign and resample, and several for each probability.
    let operationsPerPair =
      2 * Double(resampleCount) + 4 * Double(data.classCount * data.predictions.labelCount)
    let examples = Double(data.predictions.exampleCount)
    let size = 2 * affordableOperations / operationsPerPair / examples
    return size >= examples ? data.predictions.exampleCount : max(2, Int(size))
  }
}

extension LabeledPredictions {
  /// The examples of which any row counts.
  fileprivate var countedExamples: [Int] {
    let labelCount = predictions.labelCount
    return (0..<predictions.exampleCount).filter { example in
      (0..<labelCount).contains { (weights?[example * labelCount + $0] ?? 1) > 0 }
    }
  }
}
