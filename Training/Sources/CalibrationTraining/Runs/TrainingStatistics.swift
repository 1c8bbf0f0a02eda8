import Calibration

/// Loss, accuracy and calibration of the training outputs of an epoch so far, batch by batch.
struct TrainingStatistics {
  private(set) var imageCount = 0
  private var lossSum = 0.0
  private var correctSum = 0.0
  /// The sum of confidence − correctness in each bin of confidence.
  private var gapSums: [Double] = []

  /// Adds a batch.
  ///
  /// - Parameter meanLoss: Of the batch.
  /// - Throws: `PredictionsError` when a logit is not finite.
  mutating func add(meanLoss: Double, logits: [Float], labels: [Int64], classCount: Int) throws {
    let rows = try EvaluatedRows(
      on: LabeledPredictions(
        Predictions(logits, columnCount: classCount, kind: .logits),
        labels: labels.map { Int32($0) }
      )
    )
    imageCount += labels.count
    lossSum += meanLoss * Double(labels.count)
    correctSum += rows.accuracy * Double(labels.count)
    let bins = try ReliabilityTable(equalWidth: rows).bins
    let gaps = bins.map { ($0.gap ?? 0) * $0.weight }
    gapSums = gapSums.isEmpty ? gaps : zip(gapSums, gaps).map { $0 + $1 }
  }

  var loss: Double { lossSum / Double(imageCount) }
  var accuracy: Double { correctSum / Double(imageCount) }
  var ece: Double { gapSums.reduce(0) { $0 + abs($1) } / Double(imageCount) }
}
