import CalibrationKernels

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
