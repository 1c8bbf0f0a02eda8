import CalibrationKernels

/// Samples made of the same rows, each described by how often it holds every row.
///
/// Samples come in batches of ``lanes``, which the kernels sum side by side.
protocol RowResamples: Sendable {
  /// The number of samples.
  var count: Int { get }

  /// How often each row is in each sample of a batch, rows × ``lanes``; 0 in lanes that are not used.
  func counts(ofBatch batch: Int) -> [UInt8]
}

extension RowResamples {
  /// Samples that the kernels sum side by side.
  static var lanes: Int { Int(CK_RESAMPLE_LANES) }

  /// The number of batches of ``lanes`` samples; the last may be partly used.
  var batchCount: Int { (count + Self.lanes - 1) / Self.lanes }

  /// The samples of a batch.
  func resamples(ofBatch batch: Int) -> Range<Int> {
    (batch * Self.lanes)..<min((batch + 1) * Self.lanes, count)
  }
}
