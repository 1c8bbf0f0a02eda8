/// The pool-adjacent-violators algorithm: the rising sequence that is nearest in weighted squares to
/// the values appended so far.
///
/// The same sequence is best for every proper loss of a binary event. Linear in the number of values.
///
/// Source: Ayer et al., "An Empirical Distribution Function for Sampling with Incomplete Information"
/// (Annals of Mathematical Statistics, 1955).
struct PoolAdjacentViolators: Sendable {
  /// Neighbouring values that share their mean.
  struct Block: Sendable {
    /// The number of values.
    var count: Int
    /// The sum of their weights, positive.
    var weight: Double
    /// The sum of weight × value.
    var sum: Double

    var mean: Double { sum / weight }
  }

  /// The blocks in order; their means, as computed, rise strictly.
  private(set) var blocks: [Block] = []

  /// Adds a value behind all others.
  ///
  /// - Parameters:
  ///   - weight: The weight, positive.
  ///   - sum: Weight × value.
  mutating func append(weight: Double, sum: Double) {
    var block = Block(count: 1, weight: weight, sum: sum)
    while let last = blocks.last, last.mean >= block.mean {
      block.count += last.count
      block.weight += last.weight
      block.sum += last.sum
      blocks.removeLast()
    }
    blocks.append(block)
  }
}
