import CalibrationKernels

/// The class-wise calibration error on samples of the rows.
///
/// The sums of each class's bins are kept for many resamples at once and a chunk of rows is added to
/// all of them before the next is computed: the map runs once for a whole group of resamples, and
/// nothing of size rows × classes is kept. Sums are in single precision: their rounding is some
/// 1e-7, far below the noise that the replicates are there to show.
struct ClasswiseReplicates: Sendable {
  /// Maps with data of the same classes, whose rows follow each other; at least one.
  private let passes: [ClasswisePass]
  let binCount: Int
  private let classCount: Int
  /// The largest weight of a row.
  private let largestWeight: Double

  init(passes: [ClasswisePass]) {
    self.passes = passes
    binCount = passes[0].binCount
    classCount = passes[0].data.classCount
    largestWeight = passes.compactMap { $0.data.weights?.max() }.max() ?? 1
  }

  /// Classes of one task; enough tasks even for one batch of resamples with very many classes.
  private static var classesPerTask: Int { 1024 }

  private var sumsPerBatch: Int { classCount * binCount * BootstrapResamples.lanes }

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
    let (sumsPerBatch, binCount, classCount) = (sumsPerBatch, binCount, classCount)
    let lanes = BootstrapResamples.lanes
    // The gaps are single precision: any scale of the weights must fit.
    let scale = 1 / largestWeight
    let classes = RowBlocks(rowCount: classCount, columnCount: 1, scoresPerBlock: Self.classesPerTask)
    nonisolated(unsafe) let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: counts.count * sumsPerBatch)
    defer { sums.deallocate() }
    sums.initialize(repeating: 0)
    var rowsBefore = 0
    for pass in passes {
      let firstRow = rowsBefore
      pass.forEachChunk(gapWeights: pass.data.weights?.map { $0 * scale }) { chunk in
        Workers.run(blocks: counts.count * classes.count) { task in
          let (batch, range) = task.quotientAndRemainder(dividingBy: classes.count)
          chunk.addResampleSums(
            ofClasses: classes.rows(of: range),
            counts: counts[batch],
            firstRow: firstRow,
            to: UnsafeMutableBufferPointer(rebasing: sums[(batch * sumsPerBatch)..<((batch + 1) * sumsPerBatch)])
          )
        }
      }
      rowsBefore += pass.data.rowCount
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
  /// - Parameters:
  ///   - counts: How often each row is drawn, rows × lanes.
  ///   - firstRow: The row of the counts that is the first of the data.
  fileprivate func addResampleSums(
    ofClasses classes: Range<Int>,
    counts: [UInt8],
    firstRow: Int,
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
        counts.baseAddress.map { $0 + (firstRow + rows.lowerBound) * BootstrapResamples.lanes },
        sums.baseAddress
      )
    }
  }
}
