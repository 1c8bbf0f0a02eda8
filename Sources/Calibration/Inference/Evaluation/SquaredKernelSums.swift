/// Sums of the terms of the squared kernel calibration error over pairs of examples within blocks, for many
/// samples of the examples at a time.
///
/// A sample is a factor for each example, and its sum is Σ f_i f_j h_ij over pairs of different examples: so a term is
/// calculated once for all samples.
struct SquaredKernelSums: Sendable {
  /// Samples of the examples.
  struct Samples: Sendable {
    /// How often each example is in each sample.
    let counts: any RowResamples
    /// Whether a factor is the sign 2 × count − 1, rather than the count.
    var areSigns = false
  }

  /// A sum over pairs.
  struct Sum: Sendable {
    /// Of the terms, times the factors.
    var term = 0.0
    /// Of the weights, times the factors.
    var weight = 0.0

    /// The weighted mean; a single example has no pair, and shows no error.
    var mean: Double { weight > 0 ? term / weight : 0 }
  }

  /// The factors of as many samples as are summed side by side.
  private typealias Lanes = SIMD16<Float>

  /// Rows of the matrix of pairs that are summed in one go.
  private static let rowsPerTask = 32

  let terms: SquaredKernelTerms
  /// The examples of each block.
  let blocks: [[Int]]
  /// Memory for factors. With more of them the terms are calculated again.
  var factorBytes = 256 << 20

  /// The sum over all pairs as they are.
  var sum: Sum {
    var sum = sums(of: []).sum
    for block in blocks { sum.weight += pairWeight(of: block) { _ in 1 } }
    return sum
  }

  /// The sums of the samples of each set.
  func sums(of sets: [Samples]) -> [[Sum]] {
    let batches = sets.indices.flatMap { set in
      (0..<sets[set].counts.batchCount).map { (set: set, batch: $0) }
    }
    let bytesPerBatch = terms.exampleCount * MemoryLayout<Lanes>.stride
    let batchesPerGroup = max(1, factorBytes / max(bytesPerBatch, 1))
    var sums = [[Sum]](repeating: [], count: sets.count)
    for first in stride(from: 0, to: batches.count, by: batchesPerGroup) {
      let group = batches[first..<min(first + batchesPerGroup, batches.count)]
      let factors = Workers.map(blocks: group.count) { index in
        let (set, batch) = group[first + index]
        return self.factors(sets[set], batch: batch)
      }
      let totals = self.sums(of: factors.map(\.lanes)).lanes
      for ((set, batch), (total, factors)) in zip(group, zip(totals, factors)) {
        for lane in 0..<sets[set].counts.resamples(ofBatch: batch).count {
          sums[set].append(Sum(term: total[lane], weight: factors.pairWeights[lane]))
        }
      }
    }
    return sums
  }

  /// The factors of a batch in the order of the blocks, and the weights of its pairs.
  private func factors(_ samples: Samples, batch: Int) -> (lanes: [Lanes], pairWeights: [Double]) {
    let width = Lanes.scalarCount
    let counts = samples.counts.counts(ofBatch: batch)
    let lanes = blocks.joined().map { example in
      var lanes = Lanes.zero
      for lane in 0..<width {
        let count = Float(counts[example * width + lane])
        lanes[lane] = samples.areSigns ? 2 * count - 1 : count
      }
      return lanes
    }
    let pairWeights = (0..<width).map { lane in
      blocks.reduce(0) { sum, block in
        sum + pairWeight(of: block) { Double(counts[$0 * width + lane]) }
      }
    }
    return (lanes, pairWeights)
  }

  /// Σ f_i f_j w_i w_j over the pairs of a block.
  private func pairWeight(of block: [Int], factor: (Int) -> Double) -> Double {
    (0..<terms.labelCount).reduce(0) { total, label in
      var sum = 0.0
      var squares = 0.0
      for example in block {
        let weight = factor(example) * terms.weight(ofExample: example, label: label)
        sum += weight
        squares += weight * weight
      }
      return total + (sum * sum - squares) / 2
    }
  }

  /// The sum of the terms, and for each batch of factors the sums of the terms times them.
  private func sums(of factors: [[Lanes]]) -> (sum: Sum, lanes: [SIMD16<Double>]) {
    // Where each block begins among the factors.
    let starts = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let tasks = blocks.indices.flatMap { block in
      stride(from: 0, to: blocks[block].count, by: Self.rowsPerTask).map { (block, $0) }
    }
    let results = Workers.map(blocks: tasks.count) { task in
      let (block, firstRow) = tasks[task]
      var sum = 0.0
      var lanes = [SIMD16<Double>](repeating: .zero, count: factors.count)
      for row in firstRow..<min(firstRow + Self.rowsPerTask, blocks[block].count) {
        let terms = terms.terms(of: blocks[block][row], with: blocks[block][(row + 1)...])
        sum += terms.reduce(0, +)
        let singleTerms = terms.map { Float($0) }
        for (batch, factors) in factors.enumerated() {
          lanes[batch] += Self.sum(singleTerms, factors, row: starts[block] + row)
        }
      }
      return (sum: sum, lanes: lanes)
    }
    return results.reduce(into: (Sum(), [SIMD16<Double>](repeating: .zero, count: factors.count))) { total, result in
      total.0.term += result.sum
      for batch in factors.indices { total.1[batch] += result.lanes[batch] }
    }
  }

  /// f_row Σ f_j h_j over the rows after `row`.
  private static func sum(_ terms: [Float], _ factors: [Lanes], row: Int) -> SIMD16<Double> {
    var sum = Lanes.zero
    terms.withUnsafeBufferPointer { terms in
      factors.withUnsafeBufferPointer { factors in
        for index in terms.indices { sum += factors[row + 1 + index] * terms[index] }
      }
    }
    return SIMD16<Double>(sum * factors[row])
  }
}
