import CalibrationKernels

/// The metrics that ``RowStatistics`` give, on bootstrap resamples.
///
/// A resample is described by how often it draws each row, and the metrics by a few sums over rows:
/// so the sums are weighted with those counts, and the scores are not looked at again.
struct RowReplicates: Sendable {
  /// The columns of the values that are summed by bins.
  private enum Column: Int, CaseIterable {
    case weight, confidence, correct, loss, squaredError
  }

  private let rowCount: Int
  private let binCount: Int
  private let values: [Double]
  private let bins: [UInt16]
  private let rowsByConfidence: RowsByConfidence

  /// Stands for an infinite loss, which times a count of 0 would not be 0.
  private static var hugeLoss: Double { 1e300 }

  init(_ rows: RowStatistics, binCount: Int) {
    self.binCount = binCount
    rowCount = rows.rowCount
    rowsByConfidence = RowsByConfidence(rows)
    var values: [Double] = []
    var bins: [UInt16] = []
    values.reserveCapacity(rowCount * Column.allCases.count)
    bins.reserveCapacity(rowCount * Column.allCases.count)
    for (row, bin) in EqualWidthBins.indices(of: rows.confidences, binCount: binCount).enumerated()
    {
      let weight = rows.weight(ofRow: row)
      let loss = -rows.logLikelihoods[row]
      // In the order of the columns.
      values += [
        weight,
        weight * rows.confidences[row],
        rows.isCorrect(row: row) ? weight : 0,
        loss.isFinite ? weight * loss : Self.hugeLoss,
        weight * rows.squaredErrors[row],
      ]
      bins += repeatElement(bin, count: Column.allCases.count)
    }
    self.values = values
    self.bins = bins
  }

  /// The metrics of one resample.
  struct Replicate: Sendable {
    let totalWeight: Double
    let accuracy: Double
    let negativeLogLikelihood: Double
    let brierScore: Double
    let meanConfidence: Double
    let expectedCalibrationError: Double
    let rootMeanSquareCalibrationError: Double
    let maximumCalibrationError: Double
    let equalMassCalibrationError: Double
  }

  /// The metrics of the resamples of one batch.
  ///
  /// - Parameter counts: How often each row is drawn, rows × lanes.
  func replicates(counts: [UInt8], laneCount: Int) -> [Replicate] {
    let columnCount = Column.allCases.count
    let lanes = BootstrapResamples.lanes
    var sums = [Double](repeating: 0, count: columnCount * binCount * lanes)
    ck_resample_sums_f64(
      values,
      bins,
      rowCount,
      columnCount,
      0,
      columnCount,
      binCount,
      counts,
      &sums
    )
    let sortedCounts = sortedByConfidence(counts)
    return (0..<laneCount).map { lane in
      func sum(_ column: Column, bin: Int) -> Double {
        sums[(column.rawValue * binCount + bin) * lanes + lane]
      }
      func total(_ column: Column) -> Double {
        (0..<binCount).reduce(0) { $0 + sum(column, bin: $1) }
      }
      let bins = (0..<binCount).map { bin in
        BinSums(
          weight: sum(.weight, bin: bin),
          confidence: sum(.confidence, bin: bin),
          correct: sum(.correct, bin: bin)
        )
      }
      let totalWeight = total(.weight)
      let loss = total(.loss)
      let equalMassBins = sortedCounts.withUnsafeBufferPointer { counts in
        rowsByConfidence.bins(binCount, totalWeight: totalWeight) { position in
          Double(counts[position * lanes + lane])
        }
      }
      return Replicate(
        totalWeight: totalWeight,
        accuracy: total(.correct) / totalWeight,
        negativeLogLikelihood: loss < Self.hugeLoss / 2 ? loss / totalWeight : .infinity,
        brierScore: total(.squaredError) / totalWeight,
        meanConfidence: total(.confidence) / totalWeight,
        expectedCalibrationError: CalibrationNorm.l1.error(bins),
        rootMeanSquareCalibrationError: CalibrationNorm.l2.error(bins),
        maximumCalibrationError: CalibrationNorm.max.error(bins),
        equalMassCalibrationError: CalibrationNorm.l1.error(equalMassBins.lazy.map(\.sums))
      )
    }
  }

  /// The counts of the rows in order of confidence: one search through memory instead of one for
  /// each resample.
  private func sortedByConfidence(_ counts: [UInt8]) -> [UInt8] {
    let lanes = BootstrapResamples.lanes
    return [UInt8](unsafeUninitializedCapacity: counts.count) { sorted, count in
      for (position, row) in rowsByConfidence.order.enumerated() {
        for lane in 0..<lanes {
          sorted.initializeElement(
            at: position * lanes + lane,
            to: counts[row * lanes + lane]
          )
        }
      }
      count = counts.count
    }
  }
}
