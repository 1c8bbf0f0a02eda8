import CMath
import CalibrationKernels

/// What the maps that are linear in the logits are linear in: the log-probabilities
/// ℓ = ln((1 − ε) softmax(z / T) + ε / K), centred or not.
///
/// Log-probabilities rather than logits, because a row of logits means the same when a constant is
/// added to it, and a class's own factor does not. Impossible classes stay impossible.
struct TemperedFeatures: Sendable, Hashable {
  /// T.
  var temperature = 1.0
  /// ε.
  var smoothing = 0.0
  /// Whether a row's mean over the possible classes is subtracted, which gives centred logits.
  var isCentered = false

  /// The least score a class may have where it enters another class's: that of a probability of 0.
  func floor(classCount: Int) -> Double {
    smoothing > 0
      ? log(smoothing / Double(classCount)) : log(Double(Float.leastNormalMagnitude))
  }

  func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(block.scores.baseAddress, block.rowCount, block.classCount, 1 / temperature, 0)
    if smoothing > 0 {
      ck_smooth_rows(block.scores.baseAddress, block.rowCount, block.classCount, smoothing)
    }
    if isCentered {
      for row in 0..<block.rowCount { Self.center(block[row]) }
    }
  }

  private static func center(_ row: UnsafeMutableBufferPointer<Double>) {
    var sum = 0.0
    var count = 0.0
    for score in row where score > -.infinity {
      sum += score
      count += 1
    }
    for index in row.indices { row[index] -= sum / count }
  }
}
