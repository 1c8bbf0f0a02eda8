import CalibrationKernels

/// The mean negative log-likelihood of Φ_γ(softmax(W ℓ + b)) on data with its gradient, where ℓ are
/// the log-probabilities of a tempered softmax, smoothed or not.
struct LinearLikelihood: Sendable {
  /// The mean over all rows, with its derivatives.
  struct Gradient: Sendable {
    var value = 0.0
    var coefficients: LinearCoefficients
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

  /// What a search in need of second derivatives may know of the likelihood at a point. The p are those
  /// of softmax(W ℓ + b) for the class that a weight adds to, the ℓ those of the class it comes from.
  struct Curvature: Sendable {
    /// The likelihood and its gradient.
    var mean: Gradient
    /// The means of p (1 − p) in the intercept's place, and of p (1 − p) ℓ in the weights'.
    var first: LinearCoefficients
    /// The means of p (1 − p) ℓ² in the weights' place.
    var second: LinearCoefficients
    /// How the gradient changes for each unit that is added to all weights on the diagonal: as all
    /// scores are scaled alike. The one direction in which the classes' second derivatives belong
    /// together far more than apart.
    var scaling: LinearCoefficients
  }

  /// The likelihood without a focal map, in the precision of the linear part.
  func evaluate<Rows: LinearRows>(_ linear: Rows) -> Gradient {
    means(linear, count: 1) { block, sums in addLikelihood(of: linear, block, to: &sums[0]) }[0]
  }

  /// - Parameter gamma: `nil` leaves the focal map out, at half the price of γ = 0.
  func evaluate(_ linear: some LinearRows<Double>, gamma: Double?) -> Gradient {
    guard let gamma else { return evaluate(linear) }
    return means(linear, count: 1) { block, sums in
      let likelihood = withLabels(of: block.rows) { labels, weights in
        ck_focal_likelihood(block.outputs, block.rows.count, data.classCount, labels, weights, gamma, block.scratch)
      }
      sums[0].value += likelihood.value
      sums[0].gamma += likelihood.gamma
      block.addGradient(of: linear, block.scores, to: &sums[0])
    }[0]
  }

  /// By how much the label's output exceeds those of the other possible classes, at least and at most, over
  /// all rows that count: which of two numbers grows along a direction of coefficients.
  func leads(of linear: some LinearRows<Double>) -> (least: Double, greatest: Double) {
    let classCount = data.classCount
    let blocks = RowBlocks(rowCount: data.rowCount, columnCount: classCount)
    let parts = blocks.map { rows in
      var (least, greatest) = (Double.infinity, -Double.infinity)
      withScores(of: rows) { (scores: UnsafePointer<Double>) in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count * classCount) {
          guard let outputs = $0.baseAddress else { return }
          linear.apply(scores, rowCount: rows.count, into: outputs)
          for (offset, row) in rows.enumerated() where data.weights?[row] != 0 {
            let start = offset * classCount
            let label = start + Int(data.labels[row])
            for index in start..<(start + classCount)
            where index != label && scores[index] > -.infinity {
              let lead = outputs[label] - outputs[index]
              least = min(least, lead)
              greatest = max(greatest, lead)
            }
          }
        }
      }
      return (least, greatest)
    }
    return (parts.map(\.0).min() ?? .infinity, parts.map(\.1).max() ?? -.infinity)
  }

  func curvature<Rows: LinearRows>(at linear: Rows) -> Curvature {
    let means = means(linear, count: 4) { block, sums in
      addLikelihood(of: linear, block, to: &sums[0])
      let count = block.rows.count * data.classCount
      withUnsafeTemporaryAllocation(of: Rows.Real.self, capacity: 2 * count) { memory in
        guard let scaling = memory.baseAddress else { return }
        let squares = scaling + count
        withLabels(of: block.rows) { labels, weights in
          Rows.Real.softmaxCurvature(
            block.outputs,
            block.scores,
            block.rows.count,
            data.classCount,
            labels,
            weights,
            linear.floor,
            scaling,
            squares
          )
        }
        block.addGradient(of: linear, block.scores, to: &sums[1])
        block.addGradient(of: linear, squares, to: &sums[2])
        Block<Rows>(rows: block.rows, scores: block.scores, outputs: scaling, scratch: block.scratch)
          .addGradient(of: linear, block.scores, to: &sums[3])
      }
    }
    return Curvature(
      mean: means[0],
      first: means[1].coefficients,
      second: means[2].coefficients,
      scaling: means[3].coefficients
    )
  }

  /// Adds the likelihood of a block with its gradient, and replaces the block's outputs by the gradient
  /// with respect to them.
  private func addLikelihood<Rows: LinearRows>(of linear: Rows, _ block: Block<Rows>, to sum: inout Gradient) {
    sum.value += withLabels(of: block.rows) { labels, weights in
      Rows.Real.softmaxLikelihood(block.outputs, block.rows.count, data.classCount, labels, weights, block.scratch)
    }
    block.addGradient(of: linear, block.scores, to: &sum)
  }

  /// Calls `body` with labels and weights from the first of some rows on.
  private func withLabels<Result>(
    of rows: Range<Int>,
    _ body: (UnsafePointer<Int32>?, UnsafePointer<Double>?) -> Result
  ) -> Result {
    data.labels.withUnsafeBufferPointer { labels in
      withOptionalPointer(to: data.weights) { weights in
        body(labels.baseAddress.map { $0 + rows.lowerBound }, weights.map { $0 + rows.lowerBound })
      }
    }
  }

  /// Rows at work: ℓ, W ℓ + b, and scratch for the likelihood.
  private struct Block<Rows: LinearRows> {
    let rows: Range<Int>
    let scores: UnsafePointer<Rows.Real>
    let outputs: UnsafeMutablePointer<Rows.Real>
    let scratch: UnsafeMutablePointer<Rows.Real>

    /// Adds the products of the outputs with the scores, or with others in their place.
    func addGradient(of linear: Rows, _ scores: UnsafePointer<Rows.Real>, to sum: inout Gradient) {
      linear.addGradient(scores, outputs, rowCount: rows.count, to: &sum.coefficients)
    }
  }

  /// The means over all rows of what `body` adds to each of `count` sums.
  private func means<Rows: LinearRows>(
    _ linear: Rows,
    count: Int,
    _ body: @Sendable (Block<Rows>, inout [Gradient]) -> Void
  ) -> [Gradient] {
    // A product reads the whole matrix for each block, and takes its rows by tiles.
    let isMatrix = linear.weightCount > data.classCount
    let rowsPerBlock = isMatrix ? 240 : max(1, min((1 << 12) / data.classCount, 256))
    let rowsPerTile = isMatrix ? 12 : 1
    let blocks = (data.rowCount + rowsPerBlock - 1) / rowsPerBlock
    // Sums for each of some runs of rows, all but the last as long as each other: as many as keep all
    // cores busy, and independent of how many there are, but few where the sums are large.
    let runs = min(blocks, 64, max(16, (1 << 17) / linear.weightCount))
    let tiles = (data.rowCount + rowsPerTile - 1) / rowsPerTile
    let joined = Workers.join(blocks: runs) { run in
      var sums = zeros(linear, count: count)
      let end = min(tiles * (run + 1) / runs * rowsPerTile, data.rowCount)
      for start in stride(from: tiles * run / runs * rowsPerTile, to: end, by: rowsPerBlock) {
        add(start..<min(start + rowsPerBlock, end), linear, to: &sums, body)
      }
      return sums
    } with: { sums, others in
      for index in sums.indices { sums[index] += others[index] }
    }
    var means = joined ?? zeros(linear, count: count)
    for index in means.indices { means[index] /= totalWeight }
    return means
  }

  private func zeros(_ linear: some LinearRows, count: Int) -> [Gradient] {
    let zero = Gradient(coefficients: LinearCoefficients(weightCount: linear.weightCount, classCount: data.classCount))
    return [Gradient](repeating: zero, count: count)
  }

  private func add<Rows: LinearRows>(
    _ rows: Range<Int>,
    _ linear: Rows,
    to sums: inout [Gradient],
    _ body: (Block<Rows>, inout [Gradient]) -> Void
  ) {
    let count = rows.count * data.classCount
    let scratchCount = ck_likelihood_scratch_count(data.classCount)
    withScores(of: rows) { (scores: UnsafePointer<Rows.Real>) in
      withUnsafeTemporaryAllocation(of: Rows.Real.self, capacity: count + scratchCount) { memory in
        guard let outputs = memory.baseAddress else { return }
        linear.apply(scores, rowCount: rows.count, into: outputs)
        body(Block(rows: rows, scores: scores, outputs: outputs, scratch: outputs + count), &sums)
      }
    }
  }

  /// Calls `body` with ℓ of some rows: those kept, or made anew.
  private func withScores<Real: KernelReal>(of rows: Range<Int>, _ body: (UnsafePointer<Real>) -> Void) {
    let count = rows.count * data.classCount
    if let kept {
      kept.withUnsafeBufferPointer { kept in
        guard let kept = kept.baseAddress else { return }
        Real.withRounded(kept + rows.lowerBound * data.classCount, count: count, body)
      }
    } else {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { memory in
        guard let scores = memory.baseAddress else { return }
        Self.load(rows, of: data, features, into: scores)
        Real.withRounded(scores, count: count, body)
      }
    }
  }

  // MARK: ℓ

  private static func scores(of data: LabeledPredictions, _ features: TemperedFeatures) -> [Double] {
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
    ck_add_scaled(1, term.coefficients.all, term.coefficients.all.count, &sum.coefficients.all)
  }

  fileprivate static func /= (sum: inout Self, divisor: Double) {
    sum.value /= divisor
    sum.gamma /= divisor
    sum.coefficients.all.withUnsafeMutableBufferPointer { numbers in
      for index in numbers.indices { numbers[index] /= divisor }
    }
  }
}
