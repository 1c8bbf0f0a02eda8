/// How often each row is drawn in each bootstrap resample.
///
/// A resample draws as many rows as there are, with replacement; rows of weight 0 count as absent.
/// Each resample has a stream of random numbers of its own, so its rows depend on the seed and its
/// number alone, not on the map that is evaluated nor on the number of threads.
struct BootstrapResamples: RowResamples {
  let rowCount: Int
  let count: Int
  let seed: UInt64
  /// The rows that can be drawn; `nil` for all.
  private let drawable: [Int]?

  init(rowCount: Int, weights: [Double]?, count: Int, seed: UInt64) {
    self.rowCount = rowCount
    self.count = count
    self.seed = seed
    if let weights, weights.contains(0) {
      drawable = weights.indices.filter { weights[$0] > 0 }
    } else {
      drawable = nil
    }
  }

  func counts(ofBatch batch: Int) -> [UInt8] {
    let lanes = Self.lanes
    let drawCount = UInt64(drawable?.count ?? rowCount)
    var counts = [UInt8](repeating: 0, count: rowCount * lanes)
    // One resample at a time, so that the counts that draws hit at random stay in the cache.
    var drawn = [UInt8](repeating: 0, count: rowCount)
    for (lane, resample) in resamples(ofBatch: batch).enumerated() {
      var generator = SplitMix64(seed: seed, stream: UInt64(resample))
      drawn.withUnsafeMutableBufferPointer { drawn in
        drawn.update(repeating: 0)
        for _ in 0..<drawCount {
          // The high half of the product is uniform up to a bias of rows / 2^64.
          let draw = Int(generator.next().multipliedFullWidth(by: drawCount).high)
          // A row drawn more than 255 times has a probability below 1/256!.
          drawn[drawable?[draw] ?? draw] &+= 1
        }
      }
      counts.withUnsafeMutableBufferPointer { counts in
        for row in 0..<rowCount { counts[row * lanes + lane] = drawn[row] }
      }
    }
    return counts
  }
}
