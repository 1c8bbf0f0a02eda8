/// Whether an expected calibration error is larger than what chance alone makes of a calibrated model.
///
/// A calibrated model has an error above 0 too, since its bins hold finitely many rows. How large it would be on these very rows is
/// found by consistency resampling: confidences stay, and whether a row is right is drawn anew with its
/// confidence as the probability. The p-value is the share of draws, the rows as they are among them, whose
/// error is at least as large.
///
/// Sources: Bröcker and Smith, "Increasing the Reliability of Reliability Diagrams" (Weather and Forecasting,
/// 2007); Vaicenavicius et al., "Evaluating Model Calibration in Classification" (AISTATS 2019).
public struct ConsistencyTest: Sendable, Hashable {
  /// The expected calibration error, bins of equal width and L1 norm, on the rows as they are.
  public let value: Double
  /// Its mean over draws of a calibrated model.
  public let expected: Double
  /// What it does not exceed in the share of draws that ``EvaluationOptions/level`` names.
  public let upper: Double
  /// The p-value of the hypothesis that the confidences are calibrated.
  public let pValue: Double

  /// - Parameters:
  ///   - rows: The rows with their confidences.
  ///   - options: The bins, the number of draws, their seed, and the level of ``upper``.
  public init(_ rows: RowStatistics, options: EvaluationOptions = .standard) {
    let bins = EqualWidthBins.indices(of: rows.confidences, binCount: options.binCount)
    let table = ReliabilityTable(equalWidthOf: rows, validBinCount: options.binCount)
    // The confidence as a threshold for 32 random bits.
    let thresholds = rows.confidences.map { UInt64(($0 * 0x1p32).rounded()) }
    let draws = Workers.map(blocks: options.resampleCount) { draw in
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
    value = table.calibrationError()
    expected = draws.reduce(0, +) / Double(draws.count)
    upper = Percentiles(draws)[options.level]
    // Sums in another order may differ in the last places from an error that is the same.
    let asLarge = draws.count { [value] in $0 >= value * (1 - 1e-12) }
    pValue = Double(asLarge + 1) / Double(draws.count + 1)
  }
}
