import CalibrationKernels

/// The class-wise calibration error on bootstrap resamples.
///
/// The sums of each class's bins are kept for many resamples at once and a chunk of rows is added to
/// all of them before the next is computed: the map runs once for a whole group of resamples, and
/// nothing of size rows × classes is kept. Sums are in single precision: their rounding is some
/// 1e-7, far below the noise that the replicates are there to show.
struct ClasswiseReplicates: Sendable {
  let pass: ClasswisePass

  /// Classes of one task; enough tasks even for one batch of resamples with very many classes.
  private static var classesPerTask: Int { 1024 }

  private var sumsPerBatch: Int { pass.data.classCount * pass.binCount * BootstrapResamples.lanes }

  /// The number of batches of resamples whose sums take about as much memory as given.
  func batchCount(forBytes bytes: Int) -> Int {
    max(1, bytes / (sumsPerBatch * MemoryLayout<Float>.stride))
  }

  /// The error on each resample of each batch.
  ///
  /// - Parameters:
  ///   - counts: For each batch how often each row is drawn, rows × lanes.
  ///   - totalWeights: For each batch the total weight of each resample that is used.
  func errors(counts: [[UInt8]], totalWeights: [[Double]]) -> [[Double]] {
    let (sumsPerBatch, binCount) = (sumsPerBatch, pass.binCount)
    let lanes = BootstrapResamples.lanes
    let classCount = pass.data.classCount
    // The gaps are single precision: any scale of the weights must fit.
    let scale = 1 / (pass.data.weights?.max() ?? 1)
    let gapWeights = pass.data.weights?.map { $0 * scale }
    let classes = RowBlocks(
      rowCount: classCount,
      columnCount: 1,
      scoresPerBlock: Self.classesPerTask
    )
    nonisolated(unsafe) let sums = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: counts.count * sumsPerBatch
    )
    defer { sums.deallocate() }
    sums.initialize(repeating: 0)
    pass.forEachChunk(gapWeights: gapWeights) { chunk in
      Workers.run(blocks: counts.count * classes.count) { task in
        let (batch, range) = task.quotientAndRemainder(dividingBy: classes.count)
        chunk.addResampleSums(
          ofClasses: classes.rows(of: range),
          counts: counts[batch],
          to: UnsafeMutableBufferPointer(
            rebasing: sums[(batch * sumsPerBatch)..<((batch + 1) * sumsPerBatch)]
          )
        )
      }
    }
    return Workers.map(blocks: counts.count) { batch in
      var errors = [Double](repeating: 0, count: lanes)
      for bin in 0..<(classCount * binCount) {
        let first = batch * sumsPerBatch + bin * lanes
        for lane in 0..<lanes { errors[lane] += Double(abs(sums[first + lane])) }
      }
      return zip(errors, totalWeights[batch]).map { $0 / ($1 * scale * Double(classCount)) }
    }
  }
}

extension ClasswiseChunk {
  /// Adds the chunk's gaps to the sums (classes × bins × lanes) of some classes.
  ///
  /// - Parameter counts: How often each row of the whole data is drawn, rows × lanes.
  fileprivate func addResampleSums(
    ofClasses classes: Range<Int>,
    counts: [UInt8],
    to sums: UnsafeMutableBufferPointer<Float>
  ) {
    counts.withUnsafeBufferPointer { counts in
      ck_resample_sums_f32(
        memory.gaps,
        memory.bins,
        rows.count,
        data.classCount,
        classes.lowerBound,
        classes.upperBound,
        binCount,
        counts.baseAddress.map { $0 + rows.lowerBound * BootstrapResamples.lanes },
        sums.baseAddress
      )
    }
  }
}
