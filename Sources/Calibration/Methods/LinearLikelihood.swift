import CalibrationKernels

/// The mean negative log-likelihood of Φ_γ(softmax(W ℓ + b)) on data with its gradient, where ℓ are
/// the log-probabilities of a tempered softmax, smoothed or not.
struct LinearLikelihood: Sendable {
  /// The mean over all rows, with its derivatives.
  struct Gradient: Sendable {
    var value = 0.0
    var weights: [Double]
    var intercept: [Double]
    /// 0 unless γ is given.
    var gamma = 0.0
  }

  let data: LabeledPredictions
  let features: TemperedFeatures
  private let totalWeight: Double

  init(_ data: LabeledPredictions, _ features: TemperedFeatures) {
    self.data = data
    self.features = features
    self.totalWeight = data.totalWeight
  }

  /// - Parameter gamma: `nil` leaves the focal map out, at half the price of γ = 0.
  func evaluate(_ linear: some LinearRows, gamma: Double?) -> Gradient {
    let blocks = RowBlocks(
      rowCount: data.rowCount,
      columnCount: data.classCount,
      scoresPerBlock: linear.weightCount > data.classCount ? 1 << 14 : 1 << 12
    )
    // A gradient for each of a few dozen runs of blocks: as many as keep all cores busy, and
    // independent of how many there are.
    let runs = min(blocks.count, linear.weightCount > 1 << 16 ? 16 : 64)
    let parts = Workers.map(blocks: runs) { run in
      var part = zero(linear)
      for block in (blocks.count * run / runs)..<(blocks.count * (run + 1) / runs) {
        add(blocks.rows(of: block), linear, gamma, to: &part)
      }
      return part
    }
    var sum = parts.reduce(into: zero(linear), +=)
    sum /= totalWeight
    return sum
  }

  private func zero(_ linear: some LinearRows) -> Gradient {
    Gradient(
      weights: [Double](repeating: 0, count: linear.weightCount),
      intercept: [Double](repeating: 0, count: data.classCount)
    )
  }

  private func add(
    _ rows: Range<Int>,
    _ linear: some LinearRows,
    _ gamma: Double?,
    to sum: inout Gradient
  ) {
    let classCount = data.classCount
    let count = rows.count * classCount
    let scratchCount = ck_likelihood_scratch_count(classCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count + scratchCount) { memory in
      guard let logits = memory.baseAddress else { return }
      let outputs = logits + count
      let scratch = outputs + count
      data.predictions.withKernelScores { ck_load_rows($0, rows.lowerBound, rows.count, logits) }
      data.predictions.finishedReading(rows)
      features.transform(
        LogitBlock(UnsafeMutableBufferPointer(start: logits, count: count), classCount: classCount)
      )
      linear.apply(logits, rowCount: rows.count, into: outputs)
      data.labels.withUnsafeBufferPointer { labels in
        withOptionalPointer(to: data.weights) { weights in
          let labels = labels.baseAddress.map { $0 + rows.lowerBound }
          let weights = weights.map { $0 + rows.lowerBound }
          if let gamma {
            let likelihood = ck_focal_likelihood(
              outputs,
              rows.count,
              classCount,
              labels,
              weights,
              gamma,
              scratch
            )
            sum.value += likelihood.value
            sum.gamma += likelihood.gamma
          } else {
            sum.value += ck_softmax_likelihood(
              outputs,
              rows.count,
              classCount,
              labels,
              weights,
              scratch
            )
          }
        }
      }
      linear.addGradient(
        logits,
        outputs,
        rowCount: rows.count,
        weights: &sum.weights,
        intercept: &sum.intercept
      )
    }
  }
}

extension LinearLikelihood.Gradient {
  fileprivate static func += (sum: inout Self, term: Self) {
    sum.value += term.value
    sum.gamma += term.gamma
    for index in sum.weights.indices { sum.weights[index] += term.weights[index] }
    for index in sum.intercept.indices { sum.intercept[index] += term.intercept[index] }
  }

  fileprivate static func /= (sum: inout Self, divisor: Double) {
    sum.value /= divisor
    sum.gamma /= divisor
    for index in sum.weights.indices { sum.weights[index] /= divisor }
    for index in sum.intercept.indices { sum.intercept[index] /= divisor }
  }
}
