/// Few rows with weights, on which a likelihood has nearly the shape that it has on all rows.
///
/// A row's loss depends most on its margin, the label's logit less the largest of the others. Rows in the
/// order of their margins are cut into groups, and each group is represented:
///
/// - with more than two classes, by its middle row;
/// - with two classes, where the loss is a function of the margin alone, by two margins that have the
///   mean and the variance of the group's, so that its losses are kept to the third order in its width.
struct RepresentativeSample {
  /// The rows, no more than ``size(classCount:)``.
  let rows: LabeledPredictions
  /// Whether the rows are all there are, or stand for all as two classes do: differences between optima are
  /// then those of all rows, but for a millionth or less.
  let isFaithful: Bool

  /// The rows that a sample is made of are no more than these: beyond, what more of them would tell is not
  /// worth reading them.
  private static func sourceSize(classCount: Int) -> Int {
    classCount == 2 ? 1 << 20 : 4 * size(classCount: classCount)
  }

  /// The number of rows that show the shape of the objective: more where classes are few, since optima may
  /// then differ by little, and rows are cheap.
  static func size(classCount: Int) -> Int {
    switch classCount {
    case 2: 4_000
    case 3..<8: 8_000
    default: min(max((1 << 19) / classCount, 64), 2_000)
    }
  }

  /// Evenly spaced rows, which is enough for one variable: its optima lie far apart.
  init(evenlyFrom data: LabeledPredictions) {
    rows = data.sample(min(max((1 << 20) / data.classCount, 64), 2_000))
    isFaithful = rows.rowCount == data.rowCount
  }

  init(of data: LabeledPredictions) {
    let size = Self.size(classCount: data.classCount)
    let source = data.sample(Self.sourceSize(classCount: data.classCount))
    guard source.rowCount > size else {
      (rows, isFaithful) = (source, source.rowCount == data.rowCount)
      return
    }
    let margins = source.margins()
    if data.classCount == 2, let pairs = Self.pairs(margins, source.weights, count: size / 2) {
      (rows, isFaithful) = (pairs, source.rowCount == data.rowCount)
    } else {
      (rows, isFaithful) = (source.middleRows(of: margins, count: size), false)
    }
  }

  /// Two classes, as their margins; `nil` where no row has a finite one.
  private static func pairs(_ margins: [Double], _ weights: [Double]?, count: Int) -> LabeledPredictions? {
    let groups = ScoreGroup.groups(scores: margins, isPositive: { _ in true }, weights: weights, areEqual: ==)
    var scores: [Float] = []
    var scoreWeights: [Double] = []
    for part in groups.parts(count) {
      let weight = part.reduce(0) { $0 + $1.weight }
      let mean = part.reduce(0) { $0 + $1.weight * $1.score } / weight
      let variance =
        part.reduce(0) { $0 + $1.weight * ($1.score - mean) * ($1.score - mean) } / weight
      let deviation = part.count > 1 ? variance.squareRoot() : 0
      for score in deviation > 0 ? [mean - deviation, mean + deviation] : [mean] {
        scores.append(Float(max(-limit, min(score, limit))))
        scoreWeights.append(deviation > 0 ? weight / 2 : weight)
      }
    }
    return try? LabeledPredictions(
      Predictions(scores, columnCount: 1, kind: .logits),
      labels: [Int32](repeating: 1, count: scores.count),
      weights: scoreWeights
    )
  }

  private static let limit = Double(Float.greatestFiniteMagnitude)
}

extension LabeledPredictions {
  /// The label's logit less the largest of the others, of each row.
  fileprivate func margins() -> [Double] {
    predictions.mapBlocks { rows, block in
      rows.enumerated().map { offset, row in
        let scores = block[offset]
        let label = Int(labels[row])
        let others = max(scores[..<label].max() ?? -.infinity, scores[(label + 1)...].max() ?? -.infinity)
        return scores[label] - others
      }
    }.flatMap { $0 }
  }

  /// The middle rows of groups of rows with similar margins, with the weights of the groups.
  fileprivate func middleRows(of margins: [Double], count: Int) -> LabeledPredictions {
    let order = margins.indices.filter { weights?[$0] != 0 }
      .sorted { (margins[$0], $0) < (margins[$1], $1) }
    let groups = order.parts(count)
    return copy(
      ofRows: groups.map { $0[($0.startIndex + $0.endIndex) / 2] },
      weights: groups.map { rows in rows.reduce(0) { $0 + (weights?[$1] ?? 1) } }
    )
  }
}

extension Array {
  /// At most `count` parts of nearly equal length, none of them empty, in order.
  fileprivate func parts(_ count: Int) -> [ArraySlice<Element>] {
    let parts = Swift.min(count, self.count)
    return (0..<parts).map { self[($0 * self.count / parts)..<(($0 + 1) * self.count / parts)] }
  }
}
