/// How good and how well calibrated a model's probabilities are, with the noise of every metric.
///
/// ```swift
/// let evaluation = try Evaluation(of: map, on: test)
/// let error = evaluation[.expectedCalibrationError]
/// print(error.value, error.interval.lower, error.interval.upper)
/// ```
///
/// Intervals are bootstrap intervals. Resamples are drawn from the seed alone, so
/// evaluations of several maps on the same rows can be compared pair by pair: see
/// ``PairedComparison``. Results are the same bits whatever the number of threads.
public struct Evaluation: Sendable {
  /// How it was computed, the seed included.
  public let options: EvaluationOptions
  /// The number of rows.
  public let rowCount: Int
  /// The number of classes.
  public let classCount: Int
  /// The sum of the weights: the number of rows when there are none.
  public let totalWeight: Double
  /// Confidence and accuracy by bins of equal width.
  public let reliability: ReliabilityTable
  /// Confidence and accuracy by bins of equal mass.
  public let equalMassReliability: ReliabilityTable
  /// The reliability of the probabilities of each class.
  public let classwiseReliability: ClasswiseReliability

  let labels: [Int32]
  let weights: [Double]?
  private let estimates: PerMetric<MetricEstimate>

  /// Applies a map to all rows and computes all metrics.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes, not those that the map was fitted to.
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
    self.options = options
    rowCount = rows.rowCount
    classCount = rows.classCount
    totalWeight = rows.totalWeight
    labels = rows.labels
    weights = rows.weights
    let reliability = ReliabilityTable(equalWidthOf: rows, validBinCount: options.binCount)
    let groups = ConfidenceGroups(rows)
    let equalMass = ReliabilityTable(bins: groups.equalMassBins(options.binCount))
    let classwise = ClasswiseReliability(pass)
    self.reliability = reliability
    equalMassReliability = equalMass
    classwiseReliability = classwise
    let recalibration = IsotonicRecalibration(groups)
    let brier = recalibration.brierScore(meanSquaredError: rows.mean { rows.confidenceSquaredError(ofRow: $0) })
    let logLoss = recalibration.negativeLogLikelihood(meanLogLoss: rows.mean { rows.confidenceLogLoss(ofRow: $0) })
    let metrics = MetricReplicates(rows: rows, passes: [pass])
    let replicates = metrics.values(on: rows.bootstrapResamples(options))
    let jackknife = rows.jackknifeResamples(options).map { metrics.values(on: $0) }
    estimates = PerMetric { metric in
      let value =
        switch metric {
        case .accuracy: rows.accuracy
        case .negativeLogLikelihood: rows.negativeLogLikelihood
        case .brierScore: rows.brierScore
        case .expectedCalibrationError: reliability.calibrationError(norm: .l1)
        case .rootMeanSquareCalibrationError: reliability.calibrationError(norm: .l2)
        case .maximumCalibrationError: reliability.calibrationError(norm: .max)
        case .equalMassCalibrationError: equalMass.calibrationError()
        case .classwiseCalibrationError: classwise.calibrationError()
        case .meanConfidence: rows.meanConfidence
        case .confidenceGap: rows.confidenceGap
        case .overconfidence: reliability.overconfidence
        case .underconfidence: reliability.underconfidence
        case .debiasedCalibrationError: groups.debiasedCalibrationError(equalMass.bins)
        case .sweepCalibrationError: ReliabilityTable(monotonicSweep: groups).calibrationError()
        case .kolmogorovSmirnovError: groups.kolmogorovSmirnovError
        case .confidenceAUROC: groups.auroc
        case .riskCoverageArea: groups.riskCoverageArea
        case .negativeLogLikelihoodSkill: rows.negativeLogLikelihoodSkill
        case .brierSkill: rows.brierSkill
        case .brierMiscalibration: brier.miscalibration
        case .brierDiscrimination: brier.discrimination
        case .brierUncertainty: brier.uncertainty
        case .negativeLogLikelihoodMiscalibration: logLoss.miscalibration
        case .negativeLogLikelihoodDiscrimination: logLoss.discrimination
        case .negativeLogLikelihoodUncertainty: logLoss.uncertainty
        }
      return MetricEstimate(
        value: value,
        replicates: replicates[metric],
        jackknife: jackknife?[metric] ?? [],
        options: options
      )
    }
  }

  /// The estimate of a metric.
  public subscript(metric: Metric) -> MetricEstimate { estimates[metric] }
}
