import CalibrationKernels

/// How often each row is drawn in each bootstrap resample.
///
/// A resample draws as many rows as there are, with replacement; rows of weight 0 count as absent.
/// Each resample has a stream of random numbers of its own, so its rows depend on the seed and its
/// number alone, not on the map that is evaluated nor on the number of threads.
struct BootstrapResamples: Sendable {
  /// Resamples that the kernels sum side by side.
  static var lanes: Int { Int(CK_RESAMPLE_LANES) }

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

  /// The number of batches of ``lanes`` resamples; the last may be partly used.
  var batchCount: Int { (count + Self.lanes - 1) / Self.lanes }

  /// The resamples of a batch.
  func resamples(ofBatch batch: Int) -> Range<Int> {
    (batch * Self.lanes)..<min((batch + 1) * Self.lanes, count)
  }

  /// How often each row is drawn, rows × ``lanes``.
  func counts(ofBatch batch: Int) -> [UInt8] {
    // A row drawn more than 255 times has a probability below 1/256!.
    var counts = [UInt8](repeating: 0, count: rowCount * Self.lanes)
    let drawCount = UInt64(drawable?.count ?? rowCount)
    counts.withUnsafeMutableBufferPointer { counts in
      for (lane, resample) in resamples(ofBatch: batch).enumerated() {
        var generator = SplitMix64(seed: seed, stream: UInt64(resample))
        for _ in 0..<drawCount {
          // The high half of the product is uniform up to a bias of rows / 2^64.
          let draw = Int(generator.next().multipliedFullWidth(by: drawCount).high)
          counts[(drawable?[draw] ?? draw) * Self.lanes + lane] &+= 1
        }
      }
    }
    return counts
  }
}
