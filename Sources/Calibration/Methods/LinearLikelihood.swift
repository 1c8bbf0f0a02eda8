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
  /// ℓ for all rows, where that is not much memory; `nil` where each pass makes them anew.
  private let kept: [Double]?

  /// 256 MiB.
  private static let mostKeptScores = 1 << 25

  init(_ data: LabeledPredictions, _ features: TemperedFeatures) {
    self.data = data
    self.features = features
    totalWeight = data.totalWeight
    kept =
      data.rowCount * data.classCount <= Self.mostKeptScores
      ? Self.scores(of: data, features) : nil
  }

  /// - Parameter gamma: `nil` leaves the focal map out, at half the price of γ = 0.
  func evaluate(_ linear: some LinearRows, gamma: Double?) -> Gradient {
    mean(linear) { block, sum in
      data.labels.withUnsafeBufferPointer { labels in
        withOptionalPointer(to: data.weights) { weights in
          let labels = labels.baseAddress.map { $0 + block.rows.lowerBound }
          let weights = weights.map { $0 + block.rows.lowerBound }
          if let gamma {
            let likelihood = ck_focal_likelihood(
              block.outputs,
              block.rows.count,
              data.classCount,
              labels,
              weights,
              gamma,
              block.scratch
            )
            sum.value += likelihood.value
            sum.gamma += likelihood.gamma
          } else {
            sum.value += ck_softmax_likelihood(
              block.outputs,
              block.rows.count,
              data.classCount,
              labels,
              weights,
              block.scratch
            )
          }
        }
      }
    }
  }

  /// The means of p (1 − p) (`intercept`) and of p (1 − p) times ℓ or ℓ² (`weights`), the p being those
  /// of softmax(W ℓ + b) for the class that a weight adds to and the ℓ those of the class it comes from.
  func curvature(at linear: some LinearRows, squared: Bool) -> Gradient {
    let classCount = data.classCount
    return mean(linear) { block, _ in
      let count = block.rows.count * classCount
      IdentityMap().transform(
        LogitBlock(
          UnsafeMutableBufferPointer(start: block.outputs, count: count),
          classCount: classCount
        )
      )
      ck_exp_in_place(block.outputs, count)
      for (offset, row) in block.rows.enumerated() {
        let weight = data.weights?[row] ?? 1
        for index in (offset * classCount)..<((offset + 1) * classCount) {
          block.outputs[index] *= weight * (1 - block.outputs[index])
          let score = max(block.scores[index], linear.floor)
          block.scores[index] = squared ? score * score : score
        }
      }
    }
  }

  /// Rows at work: ℓ, W ℓ + b, and scratch for the likelihood.
  private struct Block {
    let rows: Range<Int>
    let scores: UnsafeMutablePointer<Double>
    let outputs: UnsafeMutablePointer<Double>
    let scratch: UnsafeMutablePointer<Double>
  }

  /// The mean over all rows of what `body` adds to a sum, and of the products of ℓ with what it makes
  /// of W ℓ + b.
  private func mean(
    _ linear: some LinearRows,
    _ body: @Sendable (Block, inout Gradient) -> Void
  ) -> Gradient {
    let isMatrix = linear.weightCount > data.classCount
    let blocks = RowBlocks(
      rowCount: data.rowCount,
      columnCount: data.classCount,
      // A product reads the whole matrix for each block.
      scoresPerBlock: isMatrix ? max(1 << 14, 128 * data.classCount) : 1 << 12
    )
    // A sum for each of some runs of blocks: as many as keep all cores busy, and independent of how
    // many there are, but few where the sums are large.
    let runs = min(blocks.count, 64, max(16, (1 << 18) / linear.weightCount))
    let parts = Workers.map(blocks: runs) { run in
      var part = zero(linear)
      for block in (blocks.count * run / runs)..<(blocks.count * (run + 1) / runs) {
        add(blocks.rows(of: block), linear, to: &part, body)
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
    to sum: inout Gradient,
    _ body: (Block, inout Gradient) -> Void
  ) {
    let count = rows.count * data.classCount
    let scratchCount = ck_likelihood_scratch_count(data.classCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count + scratchCount) { memory in
      guard let scores = memory.baseAddress else { return }
      let outputs = scores + count
      if let kept {
        kept.withUnsafeBufferPointer { kept in
          guard let kept = kept.baseAddress else { return }
          scores.initialize(from: kept + rows.lowerBound * data.classCount, count: count)
        }
      } else {
        Self.load(rows, of: data, features, into: scores)
      }
      linear.apply(scores, rowCount: rows.count, into: outputs)
      body(Block(rows: rows, scores: scores, outputs: outputs, scratch: outputs + count), &sum)
      linear.addGradient(
        scores,
        outputs,
        rowCount: rows.count,
        weights: &sum.weights,
        intercept: &sum.intercept
      )
    }
  }

  // MARK: ℓ

  private static func scores(
    of data: LabeledPredictions,
    _ features: TemperedFeatures
  ) -> [Double] {
    let count = data.rowCount * data.classCount
    return [Double](unsafeUninitializedCapacity: count) { memory, initializedCount in
      nonisolated(unsafe) let memory = memory.baseAddress
      RowBlocks(rowCount: data.rowCount, columnCount: data.classCount).run { rows in
        guard let memory else { return }
        load(rows, of: data, features, into: memory + rows.lowerBound * data.classCount)
      }
      initializedCount = count
    }
  }

  private static func load(
    _ rows: Range<Int>,
    of data: LabeledPredictions,
    _ features: TemperedFeatures,
    into scores: UnsafeMutablePointer<Double>
  ) {
    data.predictions.withKernelScores { ck_load_rows($0, rows.lowerBound, rows.count, scores) }
    data.predictions.finishedReading(rows)
    features.transform(
      LogitBlock(
        UnsafeMutableBufferPointer(start: scores, count: rows.count * data.classCount),
        classCount: data.classCount
      )
    )
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
