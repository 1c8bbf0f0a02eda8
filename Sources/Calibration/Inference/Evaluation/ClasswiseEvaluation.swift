import CalibrationKernels

/// How well the probabilities of each class are calibrated, with the noise of the largest errors.
///
/// ```swift
/// let evaluation = try ClasswiseEvaluation(of: map, on: test)
/// let worst = evaluation.classes[0]
/// print(worst.calibration.classIndex, worst.calibration.calibrationError, worst.estimate?.interval)
/// ```
///
/// The classes are ranked by the rows that also give the intervals, so the largest errors of many are
/// partly noise: an interval says how far an error may be off, not that its class is the worst.
public struct ClasswiseEvaluation: Sendable {
  /// One class.
  public struct Class: Sendable {
    /// Its frequency, mean probability and calibration error.
    public let calibration: ClassCalibration
    /// The calibration error, L1 norm, with its interval; `nil` but for the ``estimateCount`` classes of
    /// the largest errors.
    public let estimate: MetricEstimate?
  }

  /// The largest number of classes that get an interval.
  public static let estimateCount = 20

  /// How it was computed.
  public let options: EvaluationOptions
  /// The classes, from the largest calibration error to the smallest, those of equal errors in order.
  public let classes: [Class]

  /// Applies a map to all rows and measures each class.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  ///   - options: The number of bins, and how to resample.
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another
  ///   number of classes.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    options: EvaluationOptions = .standard
  ) throws(PredictionsError) {
    let rows = try EvaluatedRows(of: map, on: data)
    let pass = ClasswisePass(map: map, data: data, binCount: options.binCount)
    let ranked = ClasswiseReliability(pass).classes.sorted {
      ($1.calibrationError, $0.classIndex) < ($0.calibrationError, $1.classIndex)
    }
    let gaps = ClassGaps(pass, ofClasses: ranked.prefix(Self.estimateCount).map(\.classIndex))
    let replicates = gaps.errors(on: rows.bootstrapResamples(options))
    let jackknife = rows.jackknifeResamples(options).map { gaps.errors(on: $0) }
    self.options = options
    classes = ranked.enumerated().map { rank, calibration in
      guard rank < replicates.count else { return Class(calibration: calibration, estimate: nil) }
      return Class(
        calibration: calibration,
        estimate: MetricEstimate(
          value: calibration.calibrationError,
          replicates: replicates[rank],
          jackknife: jackknife?[rank] ?? [],
          options: options
        )
      )
    }
  }
}

/// The gaps w (p − 1[label]) of some classes and the bins of p, for all rows.
///
/// In single precision, as those of ``ClasswiseReplicates``.
private struct ClassGaps: Sendable {
  private let classCount: Int
  private let binCount: Int
  /// Rows × classes.
  private let gaps: [Float]
  private let bins: [UInt16]
  /// The weight of each row in the gaps, at most 1.
  private let weights: [Double]

  init(_ pass: ClasswisePass, ofClasses classes: [Int]) {
    let rowCount = pass.data.rowCount
    // Any scale of the weights must fit.
    let largest = pass.data.weights?.max() ?? 1
    let weights = pass.data.weights?.map { $0 / largest }
    var gaps: [Float] = []
    var bins: [UInt16] = []
    gaps.reserveCapacity(rowCount * classes.count)
    bins.reserveCapacity(rowCount * classes.count)
    pass.forEachChunk(gapWeights: weights) { chunk in
      for row in 0..<chunk.rows.count {
        for classIndex in classes {
          let place = row * chunk.data.classCount + classIndex
          gaps.append(chunk.memory.gaps[place])
          bins.append(chunk.memory.bins[place])
        }
      }
    }
    classCount = classes.count
    binCount = pass.binCount
    self.gaps = gaps
    self.bins = bins
    self.weights = weights ?? [Double](repeating: 1, count: rowCount)
  }

  /// The calibration error of each class on each sample.
  func errors(on resamples: some RowResamples) -> [[Double]] {
    let batches = Workers.map(blocks: resamples.batchCount) {
      errors(counts: resamples.counts(ofBatch: $0))
    }
    return (0..<classCount).map { index in
      Array(batches.lazy.flatMap { $0[index] }.prefix(resamples.count))
    }
  }

  /// The calibration error of each class on each sample of a batch; NaN in lanes that are not used.
  private func errors(counts: [UInt8]) -> [[Double]] {
    let lanes = BootstrapResamples.lanes
    var sums = [Float](repeating: 0, count: classCount * binCount * lanes)
    ck_resample_sums_f32(gaps, bins, weights.count, classCount, 0, classCount, binCount, counts, &sums)
    var totalWeights = [Double](repeating: 0, count: lanes)
    for (row, weight) in weights.enumerated() {
      for lane in 0..<lanes { totalWeights[lane] += weight * Double(counts[row * lanes + lane]) }
    }
    return (0..<classCount).map { index in
      (0..<lanes).map { lane in
        let size = (0..<binCount).reduce(0.0) {
          $0 + Double(abs(sums[(index * binCount + $1) * lanes + lane]))
        }
        return size / totalWeights[lane]
      }
    }
  }
}
