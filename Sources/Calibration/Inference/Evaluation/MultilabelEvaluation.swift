import CMath
import CalibrationKernels

/// How good and how well calibrated the probabilities of K independent yes-or-no labels are, with the noise
/// of every metric: multilabel classification, sigmoid outputs.
///
/// Calibration errors are of the probability that a label is *present* (not of a confidence), with bins of equal
/// width. Resamples draw whole rows: the K outputs of a row are not independent, and intervals that take them
/// for N·K rows are too narrow.
public struct MultilabelEvaluation: Sendable {
  /// One label.
  public struct Label: Sendable {
    /// The share of the weight of the rows that have the label, in [0, 1].
    public let frequency: Double
    /// The mean of the label's probability, in [0, 1].
    public let meanProbability: Double
    /// The mean of −y ln p − (1 − y) ln(1 − p), in nats.
    public let negativeLogLikelihood: MetricEstimate
    /// The mean of (p − y)², in [0, 1]: half of the Brier score that sums over two classes.
    public let brierScore: MetricEstimate
    /// The expected calibration error of p, L1 norm, in [0, 1].
    public let calibrationError: MetricEstimate
  }

  /// How it was computed.
  public let options: EvaluationOptions
  /// The number of rows of K outputs.
  public let rowCount: Int
  /// The labels, in the order of the columns.
  public let labels: [Label]
  /// The mean over labels.
  public let negativeLogLikelihood: MetricEstimate
  /// The mean over labels.
  public let brierScore: MetricEstimate
  /// The mean over labels of their calibration errors.
  public let macroCalibrationError: MetricEstimate
  /// The calibration error of all outputs together, at most the macro error: what is too high for one label
  /// makes up for what is too low for another.
  public let microCalibrationError: MetricEstimate

  /// Applies a map to all outputs and computes all metrics.
  ///
  /// - Parameters:
  ///   - map: A map for two classes, or for K labels; `nil` for the probabilities as they are.
  ///   - data: The outputs of ``Predictions/labelCount`` labels, with labels 0 or 1.
  ///   - options: The number of bins, and how to resample the N rows.
  /// - Throws: ``PredictionsError/notIndependent(classCount:)`` when the data are of more than two
  ///   classes, ``PredictionsError/classCount(found:expected:)`` or
  ///   ``PredictionsError/outputCount(found:expected:)`` when the map is made for other data.
  public init(
    of map: (any CalibrationMap)? = nil,
    on data: LabeledPredictions,
    options: EvaluationOptions = .standard
  ) throws(PredictionsError) {
    guard data.classCount == 2 else { throw .notIndependent(classCount: data.classCount) }
    try map?.check(data.predictions)
    let labelCount = data.predictions.labelCount
    let sums = LabelSums(of: map, on: data, binCount: options.binCount)
    let rowCount = sums.rowCount
    let values = sums.metrics(
      counts: [UInt8](repeating: 1, count: rowCount * BootstrapResamples.lanes),
      laneCount: 1
    )[0]
    let replicates = sums.metrics(
      on: BootstrapResamples(rowCount: rowCount, weights: nil, count: options.resampleCount, seed: options.seed)
    )
    let jackknife =
      options.interval == .bca
      ? sums.metrics(on: JackknifeResamples(rowCount: rowCount, weights: nil, seed: options.seed))
      : []
    func estimate(_ value: KeyPath<LabelSums.Metrics, Double>) -> MetricEstimate {
      MetricEstimate(
        value: values[keyPath: value],
        replicates: replicates.map { $0[keyPath: value] },
        jackknife: jackknife.map { $0[keyPath: value] },
        options: options
      )
    }
    self.options = options
    self.rowCount = rowCount
    labels = (0..<labelCount).map { label in
      Label(
        frequency: values.labels[label].frequency,
        meanProbability: values.labels[label].meanProbability,
        negativeLogLikelihood: estimate(\.labels[label].negativeLogLikelihood),
        brierScore: estimate(\.labels[label].brierScore),
        calibrationError: estimate(\.labels[label].calibrationError)
      )
    }
    negativeLogLikelihood = estimate(\.negativeLogLikelihood)
    brierScore = estimate(\.brierScore)
    macroCalibrationError = estimate(\.macroCalibrationError)
    microCalibrationError = estimate(\.microCalibrationError)
  }
}

/// The sums that the metrics of labels are made of, on any sample of the rows.
private struct LabelSums: Sendable {
  /// The columns of each label that are summed by bins.
  private enum Column: Int, CaseIterable {
    case weight, gap, probability, loss, squaredError
  }

  /// The metrics of one label on one sample.
  struct LabelMetrics: Sendable {
    let frequency: Double
    let meanProbability: Double
    let negativeLogLikelihood: Double
    let brierScore: Double
    let calibrationError: Double
  }

  /// All metrics on one sample.
  struct Metrics: Sendable {
    let labels: [LabelMetrics]
    let microCalibrationError: Double

    var negativeLogLikelihood: Double { mean(\.negativeLogLikelihood) }
    var brierScore: Double { mean(\.brierScore) }
    var macroCalibrationError: Double { mean(\.calibrationError) }

    private func mean(_ value: KeyPath<LabelMetrics, Double>) -> Double {
      labels.reduce(0) { $0 + $1[keyPath: value] } / Double(labels.count)
    }
  }

  let rowCount: Int
  private let labelCount: Int
  private let binCount: Int
  private let values: [Double]
  private let bins: [UInt16]

  private var columnCount: Int { labelCount * Column.allCases.count }

  init(of map: (any CalibrationMap)?, on data: LabeledPredictions, binCount: Int) {
    let outputs = data.predictions.mapProbabilityBlocks(of: map) { rows, block in
      rows.enumerated().map { index, row in
        (probability: exp(block[index][1]), loss: -block[index][Int(data.labels[row])])
      }
    }.joined()
    let probabilities = outputs.map(\.probability)
    var values: [Double] = []
    values.reserveCapacity(data.rowCount * Column.allCases.count)
    for (row, output) in outputs.enumerated() {
      let weight = data.weights?[row] ?? 1
      let gap = output.probability - Double(data.labels[row])
      // In the order of the columns.
      values += [
        weight, weight * gap, weight * output.probability,
        RowReplicates.finite(output.loss, weight: weight), weight * gap * gap,
      ]
    }
    self.values = values
    bins = EqualWidthBins.indices(of: probabilities, binCount: binCount)
      .flatMap { repeatElement($0, count: Column.allCases.count) }
    rowCount = data.predictions.exampleCount
    labelCount = data.predictions.labelCount
    self.binCount = binCount
  }

  /// The metrics on each of some samples.
  func metrics(on resamples: some RowResamples) -> [Metrics] {
    Workers.map(blocks: resamples.batchCount) { batch in
      metrics(counts: resamples.counts(ofBatch: batch), laneCount: resamples.resamples(ofBatch: batch).count)
    }.flatMap(\.self)
  }

  /// The metrics on the samples of one batch.
  ///
  /// - Parameter counts: How often each row is drawn, rows × lanes.
  func metrics(counts: [UInt8], laneCount: Int) -> [Metrics] {
    let lanes = BootstrapResamples.lanes
    var sums = [Double](repeating: 0, count: columnCount * binCount * lanes)
    ck_resample_sums_f64(values, bins, rowCount, columnCount, 0, columnCount, binCount, counts, &sums)
    return (0..<laneCount).map { lane in
      func sum(_ column: Column, label: Int, bin: Int) -> Double {
        let index = label * Column.allCases.count + column.rawValue
        return sums[(index * binCount + bin) * lanes + lane]
      }
      func total(_ column: Column, label: Int) -> Double {
        (0..<binCount).reduce(0) { $0 + sum(column, label: label, bin: $1) }
      }
      let weights = (0..<labelCount).map { total(.weight, label: $0) }
      let labels = weights.enumerated().map { label, weight in
        let probability = total(.probability, label: label)
        let gaps = (0..<binCount).map { sum(.gap, label: label, bin: $0) }
        func perWeight(_ sum: Double) -> Double { weight > 0 ? sum / weight : 0 }
        return LabelMetrics(
          frequency: perWeight(probability - gaps.reduce(0, +)),
          meanProbability: perWeight(probability),
          negativeLogLikelihood: RowReplicates.mean(ofLosses: total(.loss, label: label), weight: weight),
          brierScore: perWeight(total(.squaredError, label: label)),
          calibrationError: perWeight(gaps.reduce(0) { $0 + abs($1) })
        )
      }
      let pooled = (0..<binCount).reduce(0) { size, bin in
        size + abs((0..<labelCount).reduce(0) { $0 + sum(.gap, label: $1, bin: bin) })
      }
      return Metrics(labels: labels, microCalibrationError: pooled / weights.reduce(0, +))
    }
  }
}
