import CalibrationKernels

/// The metrics that ``EvaluatedRows`` give, on bootstrap resamples.
///
/// A resample is described by how often it draws each row, and the metrics by a few sums over rows:
/// so the sums are weighted with those counts, and the scores are not looked at again.
struct RowReplicates: Sendable {
  /// The columns of the values that are summed by bins.
  private enum Column: Int, CaseIterable {
    case weight, confidence, correct, loss, squaredError, confidenceLoss, confidenceSquaredError
  }

  private let rowCount: Int
  private let classCount: Int
  private let binCount: Int
  private let labels: [Int32]
  private let values: [Double]
  private let bins: [UInt16]
  private let rowsByConfidence: RowsByConfidence

  /// Stands for an infinite loss, which times a count of 0 would not be 0.
  private static var hugeLoss: Double { 1e300 }

  /// A weighted loss that can be summed: an infinite one becomes huge, unless it does not count.
  static func finite(_ loss: Double, weight: Double) -> Double {
    loss.isFinite ? weight * loss : weight > 0 ? hugeLoss : 0
  }

  /// The mean of losses from the sum of ``finite(_:weight:)``; 0 without any weight.
  static func mean(ofLosses sum: Double, weight: Double) -> Double {
    guard weight > 0 else { return 0 }
    return sum < hugeLoss / 2 ? sum / weight : .infinity
  }

  init(_ rows: EvaluatedRows, binCount: Int) {
    self.binCount = binCount
    rowCount = rows.rowCount
    classCount = rows.classCount
    labels = rows.labels
    rowsByConfidence = RowsByConfidence(rows)
    var values: [Double] = []
    var bins: [UInt16] = []
    values.reserveCapacity(rowCount * Column.allCases.count)
    bins.reserveCapacity(rowCount * Column.allCases.count)
    for (row, bin) in EqualWidthBins.indices(of: rows.confidences, binCount: binCount).enumerated() {
      let weight = rows.weight(ofRow: row)
      // In the order of the columns.
      values += [
        weight,
        weight * rows.confidences[row],
        rows.isCorrect(row: row) ? weight : 0,
        Self.finite(-rows.logLikelihoods[row], weight: weight),
        weight * rows.squaredErrors[row],
        Self.finite(rows.confidenceLogLoss(ofRow: row), weight: weight),
        weight * rows.confidenceSquaredError(ofRow: row),
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
    let overconfidence: Double
    let underconfidence: Double
    let debiasedCalibrationError: Double
    let sweepCalibrationError: Double
    let kolmogorovSmirnovError: Double
    let confidenceAUROC: Double
    let riskCoverageArea: Double
    let negativeLogLikelihoodSkill: Double
    let brierSkill: Double
    let brierDecomposition: ScoreDecomposition
    let negativeLogLikelihoodDecomposition: ScoreDecomposition
  }

  /// The metrics of the resamples of one batch.
  ///
  /// - Parameter counts: How often each row is drawn, rows × lanes.
  func replicates(counts: [UInt8], laneCount: Int) -> [Replicate] {
    let columnCount = Column.allCases.count
    let lanes = BootstrapResamples.lanes
    var sums = [Double](repeating: 0, count: columnCount * binCount * lanes)
    ck_resample_sums_f64(values, bins, rowCount, columnCount, 0, columnCount, binCount, counts, &sums)
    let sortedCounts = sortedByConfidence(counts)
    let classWeights = classWeights(counts: counts)
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
      let reliability = ReliabilityTable(equalWidth: bins)
      let totalWeight = total(.weight)
      func meanLoss(_ column: Column) -> Double {
        Self.mean(ofLosses: total(column), weight: totalWeight)
      }
      let negativeLogLikelihood = meanLoss(.loss)
      let brierScore = total(.squaredError) / totalWeight
      let groups = sortedCounts.withUnsafeBufferPointer { counts in
        rowsByConfidence.groups { position in Double(counts[position * lanes + lane]) }
      }
      let equalMass = ReliabilityTable(bins: groups.equalMassBins(binCount))
      let recalibration = IsotonicRecalibration(groups)
      let frequencies = ClassFrequencies(classWeights: (0..<classCount).lazy.map { classWeights[$0 * lanes + lane] })
      return Replicate(
        totalWeight: totalWeight,
        accuracy: total(.correct) / totalWeight,
        negativeLogLikelihood: negativeLogLikelihood,
        brierScore: brierScore,
        meanConfidence: total(.confidence) / totalWeight,
        expectedCalibrationError: reliability.calibrationError(norm: .l1),
        rootMeanSquareCalibrationError: reliability.calibrationError(norm: .l2),
        maximumCalibrationError: reliability.calibrationError(norm: .max),
        equalMassCalibrationError: equalMass.calibrationError(),
        overconfidence: reliability.overconfidence,
        underconfidence: reliability.underconfidence,
        debiasedCalibrationError: groups.debiasedCalibrationError(equalMass.bins),
        sweepCalibrationError: ReliabilityTable(monotonicSweep: groups).calibrationError(),
        kolmogorovSmirnovError: groups.kolmogorovSmirnovError,
        confidenceAUROC: groups.auroc,
        riskCoverageArea: groups.riskCoverageArea,
        negativeLogLikelihoodSkill: frequencies.skill(negativeLogLikelihood: negativeLogLikelihood),
        brierSkill: frequencies.skill(brierScore: brierScore),
        brierDecomposition: recalibration.brierScore(meanSquaredError: total(.confidenceSquaredError) / totalWeight),
        negativeLogLikelihoodDecomposition: recalibration.negativeLogLikelihood(meanLogLoss: meanLoss(.confidenceLoss))
      )
    }
  }

  /// The weight of the rows of each class, classes × lanes.
  private func classWeights(counts: [UInt8]) -> [Double] {
    let lanes = BootstrapResamples.lanes
    var sums = [Double](repeating: 0, count: classCount * lanes)
    sums.withUnsafeMutableBufferPointer { sums in
      for (row, label) in labels.enumerated() {
        let weight = values[row * Column.allCases.count + Column.weight.rawValue]
        for lane in 0..<lanes {
          sums[Int(label) * lanes + lane] += weight * Double(counts[row * lanes + lane])
        }
      }
    }
    return sums
  }

  /// The counts of the rows in order of confidence: one search through memory instead of one for
  /// each resample.
  private func sortedByConfidence(_ counts: [UInt8]) -> [UInt8] {
    let lanes = BootstrapResamples.lanes
    return [UInt8](unsafeUninitializedCapacity: counts.count) { sorted, count in
      for (position, row) in rowsByConfidence.order.enumerated() {
        for lane in 0..<lanes {
          sorted.initializeElement(at: position * lanes + lane, to: counts[row * lanes + lane])
        }
      }
      count = counts.count
    }
  }
}
