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
    means(linear, count: 1) { block, sums in
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
            sums[0].value += likelihood.value
            sums[0].gamma += likelihood.gamma
          } else {
            sums[0].value += ck_softmax_likelihood(
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
      block.addGradient(of: linear, block.scores, to: &sums[0])
    }[0]
  }

  /// The means of p (1 − p) (`intercept`) and of p (1 − p) times ℓ, and times ℓ² (`weights`), the p being
  /// those of softmax(W ℓ + b) for the class that a weight adds to and the ℓ those of the class it comes
  /// from.
  func curvature(at linear: some LinearRows) -> (first: Gradient, second: Gradient) {
    let classCount = data.classCount
    let moments = means(linear, count: 2) { block, sums in
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
        }
      }
      block.addGradient(of: linear, block.scores, to: &sums[0])
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { squares in
        guard let start = squares.baseAddress else { return }
        for index in 0..<count {
          let score = max(block.scores[index], linear.floor)
          start[index] = score * score
        }
        block.addGradient(of: linear, start, to: &sums[1])
      }
    }
    return (moments[0], moments[1])
  }

  /// Rows at work: ℓ, W ℓ + b, and scratch for the likelihood.
  private struct Block {
    let rows: Range<Int>
    let scores: UnsafePointer<Double>
    let outputs: UnsafeMutablePointer<Double>
    let scratch: UnsafeMutablePointer<Double>

    /// Adds the products of the outputs with the scores, or with others in their place.
    func addGradient(
      of linear: some LinearRows,
      _ scores: UnsafePointer<Double>,
      to sum: inout Gradient
    ) {
      linear.addGradient(
        scores,
        outputs,
        rowCount: rows.count,
        weights: &sum.weights,
        intercept: &sum.intercept
      )
    }
  }

  /// The means over all rows of what `body` adds to each of `count` sums.
  private func means(
    _ linear: some LinearRows,
    count: Int,
    _ body: @Sendable (Block, inout [Gradient]) -> Void
  ) -> [Gradient] {
    let isMatrix = linear.weightCount > data.classCount
    let blocks = RowBlocks(
      rowCount: data.rowCount,
      columnCount: data.classCount,
      // A product reads the whole matrix for each block.
      scoresPerBlock: isMatrix ? 240 * data.classCount : 1 << 12
    )
    // Sums for each of some runs of blocks: as many as keep all cores busy, and independent of how
    // many there are, but few where the sums are large.
    let runs = min(blocks.count, 64, max(16, (1 << 18) / linear.weightCount))
    let parts = Workers.map(blocks: runs) { run in
      var sums = zeros(linear, count: count)
      for block in (blocks.count * run / runs)..<(blocks.count * (run + 1) / runs) {
        add(blocks.rows(of: block), linear, to: &sums, body)
      }
      return sums
    }
    return zeros(linear, count: count).enumerated().map { index, zero in
      var sum = parts.reduce(into: zero) { $0 += $1[index] }
      sum /= totalWeight
      return sum
    }
  }

  private func zeros(_ linear: some LinearRows, count: Int) -> [Gradient] {
    let zero = Gradient(
      weights: [Double](repeating: 0, count: linear.weightCount),
      intercept: [Double](repeating: 0, count: data.classCount)
    )
    return [Gradient](repeating: zero, count: count)
  }

  private func add(
    _ rows: Range<Int>,
    _ linear: some LinearRows,
    to sums: inout [Gradient],
    _ body: (Block, inout [Gradient]) -> Void
  ) {
    let count = rows.count * data.classCount
    let scratchCount = ck_likelihood_scratch_count(data.classCount)
    withScores(of: rows) { scores in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count + scratchCount) { memory in
        guard let outputs = memory.baseAddress else { return }
        linear.apply(scores, rowCount: rows.count, into: outputs)
        let block = Block(rows: rows, scores: scores, outputs: outputs, scratch: outputs + count)
        body(block, &sums)
      }
    }
  }

  /// Calls `body` with ℓ of some rows: those kept, or made anew.
  private func withScores(of rows: Range<Int>, _ body: (UnsafePointer<Double>) -> Void) {
    if let kept {
      kept.withUnsafeBufferPointer { kept in
        guard let kept = kept.baseAddress else { return }
        body(kept + rows.lowerBound * data.classCount)
      }
    } else {
      let count = rows.count * data.classCount
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { memory in
        guard let scores = memory.baseAddress else { return }
        Self.load(rows, of: data, features, into: scores)
        body(scores)
      }
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
    ck_add_scaled(1, term.weights, term.weights.count, &sum.weights)
    ck_add_scaled(1, term.intercept, term.intercept.count, &sum.intercept)
  }

  fileprivate static func /= (sum: inout Self, divisor: Double) {
    sum.value /= divisor
    sum.gamma /= divisor
    for index in sum.weights.indices { sum.weights[index] /= divisor }
    for index in sum.intercept.indices { sum.intercept[index] /= divisor }
  }
}
