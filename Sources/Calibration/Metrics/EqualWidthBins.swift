import CalibrationKernels

extension ReliabilityTable {
  /// Bins of equal width: bin b of B holds the confidences in (b/B, (b+1)/B].
  ///
  /// A confidence of exactly 1 falls in the last bin, one of 0 in the first. One that rounding can have lifted
  /// above an edge e, up to e + max(2⁻²⁰ e (1 − e), 2⁻²⁵), is on it. Bins may be empty.
  ///
  /// - Throws: ``MetricError/binCount(_:)``.
  public init(equalWidth rows: EvaluatedRows, binCount: Int = 15) throws(MetricError) {
    try MetricError.check(binCount: binCount)
    self.init(equalWidthOf: rows, validBinCount: binCount)
  }

  init(equalWidthOf rows: EvaluatedRows, validBinCount binCount: Int) {
    var sums = [BinSums](repeating: BinSums(), count: binCount)
    for (row, bin) in EqualWidthBins.indices(of: rows.confidences, binCount: binCount).enumerated() {
      let weight = rows.weight(ofRow: row)
      sums[Int(bin)].weight += weight
      sums[Int(bin)].confidence += weight * rows.confidences[row]
      if rows.isCorrect(row: row) { sums[Int(bin)].correct += weight }
    }
    self.init(equalWidth: sums)
  }

  init(equalWidth sums: some Collection<BinSums>) {
    self.init(
      bins: sums.enumerated().map { bin, binSums in
        Bin(lowerEdge: Double(bin) / Double(sums.count), upperEdge: Double(bin + 1) / Double(sums.count), sums: binSums)
      }
    )
  }
}

/// The cut of [0, 1] into bins of equal width, right-closed.
enum EqualWidthBins {
  /// The bin of each probability.
  static func indices(of probabilities: [Double], binCount: Int) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: probabilities.count) { indices, count in
      ck_equal_width_bins(probabilities, probabilities.count, binCount, indices.baseAddress)
      count = probabilities.count
    }
  }
}
