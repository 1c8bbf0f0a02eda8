/// Rows of equal confidence, up to their ``ScoreResolution``, taken together, in rising order of confidence.
///
/// What the metrics need that look at the order of confidences: since rows of equal confidence are
/// one group, nothing depends on the order in which rows are given.
struct ConfidenceGroups: Sendable {
  struct Group: Sendable {
    var confidence: Double
    /// The sum of the weights, positive.
    var weight: Double
    /// The sum of the weights of the rows that are right.
    var correctWeight: Double

    /// Confidence less accuracy, times the weight.
    var gap: Double { weight * confidence - correctWeight }
  }

  let groups: [Group]
  let totalWeight: Double
  let correctWeight: Double
  /// Whether all weights are whole numbers, so that weight counts rows.
  let countsWholeRows: Bool
  /// How many rows of equal weight a weight of 1 stands for.
  let rowsPerWeight: Double

  init(_ rows: EvaluatedRows) {
    self = RowsByConfidence(rows).groups { _ in 1 }
  }

  fileprivate init(_ groups: [Group], countsWholeRows: Bool, rowsPerWeight: Double) {
    self.groups = groups
    self.rowsPerWeight = rowsPerWeight
    self.countsWholeRows = countsWholeRows
    totalWeight = groups.reduce(0) { $0 + $1.weight }
    correctWeight = groups.reduce(0) { $0 + $1.correctWeight }
  }
}

/// Rows sorted by confidence once, to be grouped again and again.
struct RowsByConfidence: Sendable {
  private struct Entry {
    var confidence: Double
    var weight: Double
    var correctWeight: Double
  }

  /// The rows' numbers, in order of confidence.
  let order: [Int]
  private let entries: [Entry]
  private let countsWholeRows: Bool
  private let rowsPerWeight: Double

  init(_ rows: EvaluatedRows) {
    self.init(
      confidences: rows.confidences,
      weights: rows.weights,
      resolution: rows.resolution
    ) { rows.isCorrect(row: $0) }
  }

  init(confidences: [Double], weights: [Double]?, resolution: ScoreResolution, isCorrect: (Int) -> Bool) {
    order = confidences.indices.sorted { (confidences[$0], $0) < (confidences[$1], $1) }
    var entries = order.map { row in
      let weight = weights?[row] ?? 1
      return Entry(confidence: confidences[row], weight: weight, correctWeight: isCorrect(row) ? weight : 0)
    }
    Self.makeTiesEqual(&entries, resolution)
    self.entries = entries
    countsWholeRows = weights?.allSatisfy { $0 == $0.rounded() } ?? true
    // Other weights count as Kish's effective number of rows, (Σ w)² / Σ w².
    rowsPerWeight =
      countsWholeRows
      ? 1
      : (weights ?? []).reduce(0, +) / (weights ?? []).reduce(0) { $0 + $1 * $1 }
  }

  /// Gives sorted rows of equal confidence the same, their mean.
  private static func makeTiesEqual(_ entries: inout [Entry], _ resolution: ScoreResolution) {
    var start = 0
    while start < entries.count {
      let first = entries[start].confidence
      var end = start + 1
      while end < entries.count, resolution.equates(first, entries[end].confidence) { end += 1 }
      let last = entries[end - 1].confidence
      if last > first {
        let weight = entries[start..<end].reduce(0) { $0 + $1.weight }
        let excess = entries[start..<end].reduce(0) { $0 + $1.weight * ($1.confidence - first) }
        let mean = weight > 0 ? min(first + excess / weight, last) : first
        for index in start..<end { entries[index].confidence = mean }
      }
      start = end
    }
  }

  /// The groups when the row at each position in ``order`` counts `multiplicity(position)` times.
  @inline(__always)
  func groups(multiplicity: (Int) -> Double) -> ConfidenceGroups {
    let groups = [ConfidenceGroups.Group](unsafeUninitializedCapacity: entries.count) {
      groups,
      count in
      entries.withUnsafeBufferPointer { entries in
        var group = ConfidenceGroups.Group(confidence: 0, weight: 0, correctWeight: 0)
        for (position, entry) in entries.enumerated() {
          let multiplicity = multiplicity(position)
          group.weight += multiplicity * entry.weight
          group.correctWeight += multiplicity * entry.correctWeight
          let next = position + 1
          if next < entries.count, entries[next].confidence == entry.confidence { continue }
          if group.weight > 0 {
            group.confidence = entry.confidence
            groups.initializeElement(at: count, to: group)
            count += 1
          }
          group = ConfidenceGroups.Group(confidence: 0, weight: 0, correctWeight: 0)
        }
      }
    }
    return ConfidenceGroups(groups, countsWholeRows: countsWholeRows, rowsPerWeight: rowsPerWeight)
  }
}
