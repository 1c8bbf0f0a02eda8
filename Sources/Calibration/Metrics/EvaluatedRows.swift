import CalibrationKernels

/// What most metrics need to know of each row: found in one pass over the scores.
///
/// The predicted class is that of the largest probability, the first of equals; its probability is
/// the *confidence*. Memory is proportional to the number of rows, not to rows × classes.
///
/// Every metric respects the rows' weights: a row of weight 2 counts as two equal rows would, a row
/// of weight 0 not at all.
public struct EvaluatedRows: Sendable {
  /// The number of classes.
  public let classCount: Int
  /// The number of independent labels of an example, rows that follow each other; 1 where every row
  /// is an example.
  public let labelCount: Int
  /// The true class of each row.
  public let labels: [Int32]
  /// The weight of each row; `nil` when all rows count 1.
  public internal(set) var weights: [Double]?
  /// The sum of the weights: the number of rows when there are none.
  public internal(set) var totalWeight: Double
  /// The class of each row's largest probability, the first of equals.
  public let predictedClasses: [Int32]
  /// The largest probability of each row, in (0, 1].
  public internal(set) var confidences: [Double]
  /// ln(1 − confidence) of each row, from the sum of the other classes' probabilities.
  let logComplements: [Double]
  /// The natural logarithm of the probability of each row's true class, at most 0.
  public let logLikelihoods: [Double]
  /// The squared error of each row's probabilities, summed over classes, in [0, 2].
  public let squaredErrors: [Double]

  /// How finely the scores distinguish confidences.
  let resolution: ScoreResolution

  /// Applies a map to all rows and keeps what the metrics need.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another
  ///   number of classes.
  public init(of map: (any CalibrationMap)? = nil, on data: LabeledPredictions) throws(PredictionsError) {
    try map?.check(data.predictions)
    self.init(checked: map, data)
  }

  /// The rows as they are, without a map.
  init(uncalibrated data: LabeledPredictions) {
    self.init(checked: nil, data)
  }

  private init(checked map: (any CalibrationMap)?, _ data: LabeledPredictions) {
    let summaries = data.predictions.mapProbabilityBlocks(of: map) { rows, block in
      [ck_row_summary](unsafeUninitializedCapacity: rows.count) { summaries, count in
        data.labels.withUnsafeBufferPointer { labels in
          ck_summarise_rows(
            block.scores.baseAddress,
            rows.count,
            block.classCount,
            labels.baseAddress.map { $0 + rows.lowerBound },
            summaries.baseAddress
          )
        }
        count = rows.count
      }
    }.joined()
    classCount = data.classCount
    labelCount = data.predictions.labelCount
    resolution = data.predictions.resolution
    labels = data.labels
    weights = data.weights
    totalWeight = data.totalWeight
    predictedClasses = summaries.map(\.predicted)
    confidences = summaries.map(\.confidence)
    logComplements = summaries.map(\.log_complement)
    logLikelihoods = summaries.map(\.log_likelihood)
    squaredErrors = summaries.map(\.brier)
  }

  /// The rows of two maps' statistics of the same data, one after the other.
  init(pooling first: EvaluatedRows, and second: EvaluatedRows) {
    classCount = first.classCount
    labelCount = first.labelCount
    resolution = first.resolution
    labels = first.labels + second.labels
    weights = first.weights.flatMap { weights in second.weights.map { weights + $0 } }
    totalWeight = first.totalWeight + second.totalWeight
    predictedClasses = first.predictedClasses + second.predictedClasses
    confidences = first.confidences + second.confidences
    logComplements = first.logComplements + second.logComplements
    logLikelihoods = first.logLikelihoods + second.logLikelihoods
    squaredErrors = first.squaredErrors + second.squaredErrors
  }

  /// The number of rows.
  public var rowCount: Int { labels.count }

  /// Whether the predicted class of a row is its true class.
  public func isCorrect(row: Int) -> Bool { predictedClasses[row] == labels[row] }

  func weight(ofRow row: Int) -> Double { weights?[row] ?? 1 }

  /// The weighted mean over rows.
  func mean(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for row in 0..<rowCount {
      let weight = weight(ofRow: row)
      // A row that does not count may have an infinite loss.
      if weight > 0 { sum += weight * value(row) }
    }
    return sum / totalWeight
  }
}

extension Predictions {
  /// Calls `body`, in parallel, with the log-probabilities of each block of rows under a map
  /// (`nil`: the softmax of the scores as they are), and returns the results in order.
  func mapProbabilityBlocks<Result: Sendable>(
    of map: (any CalibrationMap)?,
    _ body: @Sendable (Range<Int>, LogitBlock) -> Result
  ) -> [Result] {
    mapBlocks { rows, block in
      if let map {
        map.transform(block)
      } else {
        ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1, 0)
      }
      return body(rows, block)
    }
  }
}
