/// All metrics on samples of the rows: bootstrap resamples, or the rows without some of them.
///
/// Resamples are taken in groups, as many as their sums fit into some memory; each group is one more
/// pass over the scores for the class-wise metric, and none for the others.
struct MetricReplicates {
  private let rows: EvaluatedRows
  private let passes: [ClasswisePass]
  private let groupBytes: Int

  /// - Parameters:
  ///   - rows: The rows that are sampled.
  ///   - passes: The same rows, in as many parts as there are passes over scores; at least one.
  ///   - groupBytes: Memory for the counts of a group of resamples, and again for their
  ///     class-wise sums. One batch of resamples is taken at least.
  init(rows: EvaluatedRows, passes: [ClasswisePass], groupBytes: Int = 64 << 20) {
    self.rows = rows
    self.passes = passes
    self.groupBytes = groupBytes
  }

  /// The replicates of each metric, in the order of the resamples.
  func values(on resamples: some RowResamples) -> PerMetric<[Double]> {
    let classwiseReplicates = ClasswiseReplicates(passes: passes)
    let rowReplicates = RowReplicates(rows, binCount: classwiseReplicates.binCount)
    let batchesPerGroup = min(
      max(1, groupBytes / (rows.rowCount * BootstrapResamples.lanes)),
      classwiseReplicates.batchCount(forBytes: groupBytes)
    )
    var byRow: [RowReplicates.Replicate] = []
    var classwise: [Double] = []
    for first in stride(from: 0, to: resamples.batchCount, by: batchesPerGroup) {
      let batches = first..<min(first + batchesPerGroup, resamples.batchCount)
      let counts = Workers.map(blocks: batches.count) {
        resamples.counts(ofBatch: first + $0)
      }
      let group = Workers.map(blocks: batches.count) {
        rowReplicates.replicates(counts: counts[$0], laneCount: resamples.resamples(ofBatch: first + $0).count)
      }
      let totalWeights = group.map { $0.map(\.totalWeight) }
      byRow += group.joined()
      classwise +=
        classwiseReplicates.errors(counts: counts, totalWeights: totalWeights).joined()
    }
    return PerMetric { metric in
      switch metric {
      case .accuracy: byRow.map(\.accuracy)
      case .negativeLogLikelihood: byRow.map(\.negativeLogLikelihood)
      case .brierScore: byRow.map(\.brierScore)
      case .expectedCalibrationError: byRow.map(\.expectedCalibrationError)
      case .rootMeanSquareCalibrationError: byRow.map(\.rootMeanSquareCalibrationError)
      case .maximumCalibrationError: byRow.map(\.maximumCalibrationError)
      case .equalMassCalibrationError: byRow.map(\.equalMassCalibrationError)
      case .classwiseCalibrationError: classwise
      case .meanConfidence: byRow.map(\.meanConfidence)
      case .confidenceGap: byRow.map { $0.meanConfidence - $0.accuracy }
      case .overconfidence: byRow.map(\.overconfidence)
      case .underconfidence: byRow.map(\.underconfidence)
      case .debiasedCalibrationError: byRow.map(\.debiasedCalibrationError)
      case .sweepCalibrationError: byRow.map(\.sweepCalibrationError)
      case .kolmogorovSmirnovError: byRow.map(\.kolmogorovSmirnovError)
      case .confidenceAUROC: byRow.map(\.confidenceAUROC)
      case .riskCoverageArea: byRow.map(\.riskCoverageArea)
      case .negativeLogLikelihoodSkill: byRow.map(\.negativeLogLikelihoodSkill)
      case .brierSkill: byRow.map(\.brierSkill)
      case .brierMiscalibration: byRow.map(\.brierDecomposition.miscalibration)
      case .brierDiscrimination: byRow.map(\.brierDecomposition.discrimination)
      case .brierUncertainty: byRow.map(\.brierDecomposition.uncertainty)
      case .negativeLogLikelihoodMiscalibration:
        byRow.map(\.negativeLogLikelihoodDecomposition.miscalibration)
      case .negativeLogLikelihoodDiscrimination:
        byRow.map(\.negativeLogLikelihoodDecomposition.discrimination)
      case .negativeLogLikelihoodUncertainty:
        byRow.map(\.negativeLogLikelihoodDecomposition.uncertainty)
      }
    }
  }
}
