/// Cross-validation: every row is predicted by a map that was fitted without it.
///
/// For people who have one set of held-out data only. Folds are stratified: each has its share of
/// every label. They are drawn from the seed alone, so methods are compared on the same folds. The
/// outputs for independent labels of one example stay together, and folds have their share of examples
/// with as many labels.
public struct CrossValidation: Sendable, Hashable {
  /// The number of parts, each of which is predicted once.
  public let foldCount: Int
  /// How often the rows are shuffled into folds anew.
  public let repeatCount: Int
  /// What the folds are drawn from.
  public let seed: UInt64

  /// 5 folds, shuffled twice, seed 1.
  public static let standard = CrossValidation(validFoldCount: 5, repeatCount: 2, seed: 1)

  /// A number of folds, and how often the rows are shuffled into them.
  ///
  /// - Throws: ``MethodError/foldCount(_:)`` when there are fewer than two folds or no repeats.
  public init(
    foldCount: Int = standard.foldCount,
    repeatCount: Int = standard.repeatCount,
    seed: UInt64 = standard.seed
  ) throws(MethodError) {
    guard foldCount >= 2, repeatCount >= 1 else { throw .foldCount(foldCount) }
    self.init(validFoldCount: foldCount, repeatCount: repeatCount, seed: seed)
  }

  private init(validFoldCount foldCount: Int, repeatCount: Int, seed: UInt64) {
    self.foldCount = foldCount
    self.repeatCount = repeatCount
    self.seed = seed
  }

  /// The log-probabilities that maps fitted on the other folds give to each row, for each repeat; rows
  /// stay in their order, with their labels and weights.
  ///
  /// - Throws: ``PredictionsError/tooFewRows(rows:needed:)`` when there are fewer examples than folds,
  ///   and what the method throws.
  public func predictions(
    of method: any CalibrationMethod,
    on data: LabeledPredictions
  ) throws(PredictionsError) -> [LabeledPredictions] {
    guard data.predictions.exampleCount >= foldCount else {
      throw .tooFewRows(rows: data.predictions.exampleCount, needed: foldCount)
    }
    var repeats: [LabeledPredictions] = []
    for repetition in 0..<repeatCount {
      let folds = folds(of: data, repetition: repetition)
      let classCount = data.classCount
      let storage = try ScoreStorage(count: data.rowCount * classCount) { memory throws(PredictionsError) in
        for fold in 0..<foldCount {
          let held = folds.indices.filter { folds[$0] == fold }
          let others = data.copy(ofRows: folds.indices.filter { folds[$0] != fold })
          let map = try method.anyMap(fittedTo: others)
          let results = try map.logProbabilities(for: data.copy(ofRows: held).predictions.inClassColumns())
          results.withUnsafeScores { results in
            for (index, row) in held.enumerated() {
              _ = memory.extracting((row * classCount)...).initialize(
                from: results.extracting((index * classCount)..<((index + 1) * classCount))
              )
            }
          }
        }
      }
      repeats.append(
        try LabeledPredictions(
          Predictions(
            unchecked: storage,
            firstRow: 0,
            rowCount: data.rowCount,
            columnCount: classCount,
            labelCount: data.predictions.labelCount,
            kind: .logProbabilities
          ),
          labels: data.labels,
          weights: data.weights
        )
      )
    }
    return repeats
  }

  /// The fold of each row.
  func folds(of data: LabeledPredictions, repetition: Int) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: UInt64(repetition))
    let labelCount = data.predictions.labelCount
    // The class of an example, or the number of labels it has.
    let strata = stride(from: 0, to: data.rowCount, by: labelCount).map { first in
      data.labels[first..<(first + labelCount)].reduce(0) { $0 + Int($1) }
    }
    let examples = strata.indices.shuffled(using: &generator).sorted { strata[$0] < strata[$1] }
    var folds = [Int](repeating: 0, count: examples.count)
    // Round robin within each stratum: shares differ by at most one example.
    for (position, example) in examples.enumerated() { folds[example] = position % foldCount }
    return folds.flatMap { repeatElement($0, count: labelCount) }
  }
}

extension CalibrationMethod {
  fileprivate func anyMap(fittedTo data: LabeledPredictions) throws(PredictionsError) -> any CalibrationMap {
    try fit(to: data).map
  }
}

extension Predictions {
  /// The same rows with one column for each class: one column of binary scores becomes two columns of
  /// log-probabilities.
  fileprivate func inClassColumns() -> Predictions {
    guard columnCount == 1 else { return self }
    let storage = ScoreStorage(count: 2 * rowCount) { memory in
      nonisolated(unsafe) let memory = memory
      forEachBlock { rows, block in
        IdentityMap().transform(block)
        for (index, score) in block.scores.enumerated() {
          memory.initializeElement(at: 2 * rows.lowerBound + index, to: Float(score))
        }
      }
    }
    return Predictions(
      unchecked: storage,
      firstRow: 0,
      rowCount: rowCount,
      columnCount: 2,
      labelCount: labelCount,
      kind: .logProbabilities
    )
  }
}

extension CrossValidation: Codable {
  private enum CodingKeys: String, CodingKey {
    case seed
    case foldCount = "folds"
    case repeatCount = "repeats"
  }

  /// Reads `{"folds": 5, "repeats": 2, "seed": 1}`; what is missing has its default.
  ///
  /// - Throws: ``MethodError/foldCount(_:)``, and `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let standard = Self.standard
    try self.init(
      foldCount: container.decodeIfPresent(Int.self, forKey: .foldCount) ?? standard.foldCount,
      repeatCount: container.decodeIfPresent(Int.self, forKey: .repeatCount)
        ?? standard.repeatCount,
      seed: container.decodeIfPresent(UInt64.self, forKey: .seed) ?? standard.seed
    )
  }
}
