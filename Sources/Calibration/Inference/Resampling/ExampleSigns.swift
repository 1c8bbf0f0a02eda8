/// A sign for each example in each sample, + or − with probability ½: what a wild bootstrap multiplies the residuals
/// of an example with.
///
/// If the residuals have mean 0, sums of them with random signs vary as the sums themselves do, and residuals of one
/// example may depend on each other in any way, since they keep their signs to each other. A count of 1 stands for +,
/// of 0 for −. The first sample has + everywhere.
///
/// Source: Wu, "Jackknife, Bootstrap and Other Resampling Methods in Regression Analysis" (Annals of Statistics, 1986).
struct ExampleSigns: RowResamples {
  let exampleCount: Int
  /// The number of random samples and one.
  let count: Int
  private let seed: UInt64

  /// - Parameter count: The number of random samples.
  init(exampleCount: Int, count: Int, seed: UInt64) {
    self.exampleCount = exampleCount
    self.count = count + 1
    self.seed = seed
  }

  func counts(ofBatch batch: Int) -> [UInt8] {
    var counts = [UInt8](repeating: 0, count: exampleCount * Self.lanes)
    for (lane, sample) in resamples(ofBatch: batch).enumerated() {
      var generator = SplitMix64(seed: seed, stream: UInt64(sample))
      var bits: UInt64 = 0
      for example in 0..<exampleCount {
        if example % 64 == 0 { bits = sample == 0 ? .max : generator.next() }
        counts[example * Self.lanes + lane] = UInt8(bits & 1)
        bits >>= 1
      }
    }
    return counts
  }
}
