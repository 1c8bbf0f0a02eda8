/// Whether an expected calibration error is larger than what chance alone makes of a calibrated model.
///
/// A calibrated model has an error above 0 too, since its bins hold finitely many rows. How large it would be on these very rows is
/// found from draws of a calibrated model. The p-value is the share of draws, the rows as they are among them, whose
/// error is at least as large.
///
/// - Rows that do not depend on each other: consistency resampling. Confidences stay, and whether a row is right is drawn anew
///   with its confidence as the probability, which is exact.
/// - Examples of several labels: how the labels of an example depend on each other is not known, so nothing can be drawn from
///   the confidences alone. A wild bootstrap changes the sign of all differences between right and confidence of an example
///   with probability ½. That keeps the dependence, and is valid for many examples; bins that few examples reach
///   make it find less.
///
/// Sources: Bröcker and Smith, "Increasing the Reliability of Reliability Diagrams" (Weather and Forecasting,
/// 2007); Vaicenavicius et al., "Evaluating Model Calibration in Classification" (AISTATS 2019); Cameron, Gelbach and
/// Miller, "Bootstrap-Based Improvements for Inference with Clustered Errors" (Review of Economics and Statistics, 2008).
public struct ConsistencyTest: Sendable, Hashable {
  /// The expected calibration error, bins of equal width and L1 norm, on the rows as they are.
  public let value: Double
  /// Its mean over draws of a calibrated model.
  public let expected: Double
  /// What it does not exceed in the share of draws that ``EvaluationOptions/level`` names.
  public let upper: Double
  /// The p-value of the hypothesis that the confidences are calibrated.
  public let pValue: Double

  /// Tests whether the confidences of some rows are calibrated.
  ///
  /// - Parameters:
  ///   - rows: The rows with their confidences.
  ///   - options: The bins, the number of draws, their seed, and the level of ``upper``.
  public init(_ rows: EvaluatedRows, options: EvaluationOptions = .standard) {
    let table = ReliabilityTable(equalWidthOf: rows, validBinCount: options.binCount)
    let bins = EqualWidthBins.indices(of: rows.confidences, binCount: options.binCount)
    let draws =
      rows.labelCount > 1
      ? Self.signedErrors(rows, bins, options) : Self.resampledErrors(rows, bins, table, options)
    value = table.calibrationError()
    expected = draws.reduce(0, +) / Double(draws.count)
    upper = Percentiles(draws)[options.level]
    // Sums in another order may differ in the last places from an error that is the same.
    let asLarge = draws.count { [value] in $0 >= value * (1 - 1e-12) }
    pValue = Double(asLarge + 1) / Double(draws.count + 1)
  }
  /// Errors where each row is right with its confidence as the probability.
  private static func resampledErrors(
    _ rows: EvaluatedRows,
    _ bins: [UInt16],
    _ table: ReliabilityTable,
    _ options: EvaluationOptions
  ) -> [Double] {
    // The confidence as a threshold for 32 random bits.
    let thresholds = rows.confidences.map { UInt64(($0 * 0x1p32).rounded()) }
    return Workers.map(blocks: options.resampleCount) { draw in
      var generator = SplitMix64(seed: options.seed, stream: UInt64(draw))
      var sums = table.bins.map(\.sums)
      for bin in sums.indices { sums[bin].correct = 0 }
      var bits: UInt64 = 0
      for row in 0..<rows.rowCount {
        bits = row.isMultiple(of: 2) ? generator.next() : bits >> 32
        if bits & 0xFFFF_FFFF < thresholds[row] {
          sums[Int(bins[row])].correct += rows.weight(ofRow: row)
        }
      }
      return CalibrationNorm.l1.error(sums)
    }
  }

  /// Errors where the differences between right and confidence have a random sign for each example.
  private static func signedErrors(_ rows: EvaluatedRows, _ bins: [UInt16], _ options: EvaluationOptions) -> [Double] {
    let gaps = (0..<rows.rowCount).map { row in
      rows.weight(ofRow: row) * (rows.confidences[row] - (rows.isCorrect(row: row) ? 1 : 0))
    }
    let signs = ExampleSigns(
      exampleCount: rows.rowCount / rows.labelCount,
      count: options.resampleCount,
      seed: options.seed
    )
    let lanes = ExampleSigns.lanes
    let errors = Workers.map(blocks: signs.batchCount) { batch in
      let counts = signs.counts(ofBatch: batch)
      var sums = [Double](repeating: 0, count: options.binCount * lanes)
      for (row, gap) in gaps.enumerated() {
        let (example, bin) = (row / rows.labelCount, Int(bins[row]))
        for lane in 0..<lanes {
          sums[bin * lanes + lane] += counts[example * lanes + lane] == 1 ? gap : -gap
        }
      }
      return (0..<signs.resamples(ofBatch: batch).count).map { lane in
        (0..<options.binCount).reduce(0) { $0 + abs(sums[$1 * lanes + lane]) } / rows.totalWeight
      }
    }
    // The first signs are the rows as they are.
    return Array(errors.joined().dropFirst())
  }
}
