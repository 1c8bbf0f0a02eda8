import CMath

/// The CORP decomposition of the probabilities of each class, over all rows: how the probability given
/// to the class scores as a forecast of the class.
///
/// With two classes, class 1 is the usual decomposition of a binary forecast. Costs sorting the rows
/// once for each class, and a pass over the scores for every 2²³ probabilities, which is also the
/// memory it takes.
///
/// Source: Dimitriadis, Gneiting and Jordan, "Stable Reliability Diagrams for Probabilistic
/// Classifiers" (PNAS, 2021).
public struct ClasswiseDecomposition: Sendable, Hashable {
  /// The decomposition of the mean of (p_ik − 1[k = y_i])², by class.
  public let brier: [ScoreDecomposition]
  /// The decomposition of the mean of −ln p_ik where k = y_i and −ln(1 − p_ik) elsewhere, in nats, by
  /// class.
  public let negativeLogLikelihood: [ScoreDecomposition]
  /// The reliability curve of each class: see ``ReliabilityTable/init(isotonic:)``.
  public let tables: [ReliabilityTable]

  /// Applies a map to all rows and decomposes the scores of each class.
  ///
  /// - Parameters:
  ///   - map: The map to apply; `nil` for the softmax of the scores as they are.
  ///   - data: Scores with their true classes.
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another
  ///   number of classes.
  public init(of map: (any CalibrationMap)? = nil, on data: LabeledPredictions) throws(PredictionsError) {
    try map?.check(data.predictions)
    var classes: [(ScoreDecomposition, ScoreDecomposition, ReliabilityTable)] = []
    let classesPerPass = max(1, (1 << 23) / data.rowCount)
    for first in stride(from: 0, to: data.classCount, by: classesPerPass) {
      let range = first..<min(first + classesPerPass, data.classCount)
      let blocks = data.predictions.mapProbabilityBlocks(of: map) { rows, block in
        ClassForecasts(rows: rows, of: block, labels: data.labels, classes: range)
      }
      classes += Workers.map(blocks: range.count) { index in
        Self.decompositions(
          ofClass: range.lowerBound + index,
          probabilities: blocks.flatMap { $0.probabilities(ofClass: index) },
          logLosses: blocks.flatMap { $0.logLosses(ofClass: index) },
          data
        )
      }
    }
    brier = classes.map(\.0)
    negativeLogLikelihood = classes.map(\.1)
    tables = classes.map(\.2)
  }

  private static func decompositions(
    ofClass index: Int,
    probabilities: [Double],
    logLosses: [Double],
    _ data: LabeledPredictions
  ) -> (ScoreDecomposition, ScoreDecomposition, ReliabilityTable) {
    let isClass = data.labels.map { $0 == Int32(index) }
    let groups = RowsByConfidence(
      confidences: probabilities,
      weights: data.weights,
      resolution: data.predictions.resolution,
      isCorrect: { isClass[$0] }
    ).groups { _ in 1 }
    var squares = 0.0
    var losses = 0.0
    for row in 0..<data.rowCount {
      let weight = data.weights?[row] ?? 1
      // A row that does not count may have an infinite loss.
      guard weight > 0 else { continue }
      let error = probabilities[row] - (isClass[row] ? 1 : 0)
      squares += weight * error * error
      losses += weight * logLosses[row]
    }
    let recalibration = IsotonicRecalibration(groups)
    return (
      recalibration.brierScore(meanSquaredError: squares / data.totalWeight),
      recalibration.negativeLogLikelihood(meanLogLoss: losses / data.totalWeight),
      recalibration.table
    )
  }
}

/// The probabilities of some classes in some rows, and their losses as forecasts of the classes.
private struct ClassForecasts: Sendable {
  private let rowCount: Int
  // Class by class.
  private var probabilities: [Double]
  private var logLosses: [Double]

  init(rows: Range<Int>, of block: LogitBlock, labels: [Int32], classes: Range<Int>) {
    rowCount = rows.count
    probabilities = [Double](repeating: 0, count: rows.count * classes.count)
    logLosses = probabilities
    for row in 0..<rows.count {
      let scores = block[row]
      let label = Int(labels[rows.lowerBound + row])
      let top = scores.indices.max { scores[$0] < scores[$1] }
      for (index, column) in classes.enumerated() {
        let position = index * rowCount + row
        let probability = exp(scores[column])
        probabilities[position] = probability
        if column == label {
          logLosses[position] = -scores[column]
        } else if column == top {
          // 1 − p of the leading class from the sum of the others.
          logLosses[position] = -SoftmaxRow.logSum(of: scores, without: column)
        } else {
          logLosses[position] = -log1p(-probability)
        }
      }
    }
  }

  func probabilities(ofClass index: Int) -> ArraySlice<Double> {
    probabilities[(index * rowCount)..<((index + 1) * rowCount)]
  }

  func logLosses(ofClass index: Int) -> ArraySlice<Double> {
    logLosses[(index * rowCount)..<((index + 1) * rowCount)]
  }
}
