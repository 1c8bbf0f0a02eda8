import CalibrationKernels
import Foundation

/// What the maps that are linear in the logits are linear in: the log-probabilities
/// ℓ = ln((1 − ε) softmax(z / T) + ε / K).
///
/// Log-probabilities rather than logits, because a row of logits means the same when a constant is
/// added to it, and a class's own factor does not. Impossible classes stay impossible.
struct TemperedFeatures: Sendable, Hashable {
  /// T.
  var temperature = 1.0
  /// ε.
  var smoothing = 0.0

  /// The least score a class may have where it enters another class's: that of a probability of 0.
  func floor(classCount: Int) -> Double {
    smoothing > 0
      ? log(smoothing / Double(classCount)) : log(Double(Float.leastNormalMagnitude))
  }

  func transform(_ block: LogitBlock) {
    ck_focal_temperature_rows(
      block.scores.baseAddress,
      block.rowCount,
      block.classCount,
      1 / temperature,
      0
    )
    if smoothing > 0 {
      ck_smooth_rows(block.scores.baseAddress, block.rowCount, block.classCount, smoothing)
    }
  }
}
