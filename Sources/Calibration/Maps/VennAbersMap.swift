import Foundation

/// Inductive Venn–Abers prediction: for each binary problem the two probabilities p₀ ≤ p₁ of
/// isotonic fits that count the new row with label 0 and with label 1, merged into
///
///     p = p₁ / (1 − p₀ + p₁).
///
/// Two classes are one problem. With more, each class against all others is one, and the merged
/// probabilities are divided by their sum. The order of the classes may change, except with two. No
/// probability is 0 or 1 except that a class whose logit is −∞ stays impossible.
///
/// Source: Vovk, Petej and Fedorova, "Large-scale Probabilistic Predictors with and without
/// Guarantees of Validity" (NIPS 2015).
public struct VennAbersMap: CalibrationMap, Codable {
  /// One predictor for class 1 of two, or one for each class of three or more.
  public let predictors: [VennAbersPredictor]

  public var classCount: Int? { predictors.count == 1 ? 2 : predictors.count }

  init(unchecked predictors: [VennAbersPredictor]) {
    self.predictors = predictors
  }

  /// p₀ and p₁ of each class against all others, for one row of logits (or log-probabilities).
  ///
  /// For an impossible class 0 … 0, for the only possible class 1 … 1.
  ///
  /// - Throws: As ``CalibrationMap/probabilities(forLogits:)``.
  public func intervals(
    forLogits logits: [Double]
  ) throws(PredictionsError) -> [ClosedRange<Double>] {
    // Checks the row.
    var row = try IdentityMap().logProbabilities(forLogits: logits)
    try check(classCount: row.count)
    row = logits
    var intervals: [ClosedRange<Double>] = []
    row.withUnsafeMutableBufferPointer { scores in
      LogitBlock(scores, classCount: scores.count).forEachRowOfLogOdds { _, logOdds in
        intervals = logOdds.indices.map { interval(ofClass: $0, logOdds) }
      }
    }
    return intervals
  }

  public var parameterCount: Int {
    predictors.reduce(0) { $0 + $1.lower.values.count + $1.upper.values.count }
  }

  public func transform(_ block: LogitBlock) {
    block.forEachRowOfLogOdds { row, logOdds in
      let scores = block[row]
      if predictors.count == 1 {
        let range = interval(ofClass: 1, logOdds)
        let logSum = log(1 - range.lowerBound + range.upperBound)
        scores[0] = log(1 - range.lowerBound) - logSum
        scores[1] = log(range.upperBound) - logSum
      } else {
        for index in scores.indices {
          let range = interval(ofClass: index, logOdds)
          scores[index] = log(range.upperBound / (1 - range.lowerBound + range.upperBound))
        }
      }
    }
    // With two classes these sum to 1 already.
    if predictors.count > 1 { IdentityMap().transform(block) }
  }

  private func interval(
    ofClass index: Int,
    _ logOdds: UnsafeMutableBufferPointer<Double>
  ) -> ClosedRange<Double> {
    if logOdds[index] == -.infinity { return 0...0 }
    if logOdds[index] == .infinity { return 1...1 }
    if predictors.count > 1 { return predictors[index].interval(atLogOdds: logOdds[index]) }
    let range = predictors[0].interval(atLogOdds: logOdds[1])
    return index == 1 ? range : (1 - range.upperBound)...(1 - range.lowerBound)
  }
}

extension VennAbersMap {
  private enum CodingKeys: String, CodingKey {
    case predictors
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    predictors = try container.decode([VennAbersPredictor].self, forKey: .predictors)
    guard predictors.count == 1 || predictors.count > 2 else {
      throw MapError.problemCount(predictors.count)
    }
  }
}
