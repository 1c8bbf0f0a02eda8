import CalibrationKernels

/// A pass over every probability of every row, chunk by chunk.
///
/// A chunk is filled in parallel over its rows, since a map needs whole rows; then used in parallel
/// over classes or resamples, so that each sum is added up in row order by one thread.
struct ClasswisePass: Sendable {
  let map: (any CalibrationMap)?
  let data: LabeledPredictions
  let binCount: Int

  /// The sums of each class's bins, classes × bins.
  func binSums() -> [BinSums] {
    var sums = [ck_bin_sums](repeating: ck_bin_sums(), count: data.classCount * binCount)
    // Enough classes to be worth a task of their own.
    let classes = RowBlocks(rowCount: data.classCount, columnCount: 1, scoresPerBlock: 16)
    sums.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let sums = buffer
      forEachChunk { chunk in
        _ = classes.map { chunk.addBinSums(ofClasses: $0, to: sums) }
      }
    }
    return sums.map {
      BinSums(weight: $0.weight, confidence: $0.confidence, correct: $0.positives)
    }
  }

  /// Calls `body` with each chunk of rows in order.
  ///
  /// - Parameter gapWeights: The weights that the chunk's gaps are multiplied by.
  func forEachChunk(gapWeights: [Double]? = nil, _ body: (ClasswiseChunk) -> Void) {
    // A few megabytes: small against the scores, large against the cost of starting tasks; and with
    // very many classes enough rows to make fetching each class's sums worth while.
    let blocks = RowBlocks(
      rowCount: data.rowCount,
      columnCount: data.classCount,
      rowsPerExample: data.predictions.labelCount,
      scoresPerBlock: max(1 << 18, 16 * data.classCount)
    )
    let memory = ClasswiseChunk.Memory(scoreCount: blocks.rowsPerBlock * data.classCount)
    defer { memory.deallocate() }
    for index in 0..<blocks.count {
      let chunk = ClasswiseChunk(memory: memory, data: data, rows: blocks.rows(of: index), binCount: binCount)
      chunk.fill(map: map, gapWeights: gapWeights)
      body(chunk)
    }
  }
}

/// Every probability of some rows, with its bin and its gap to the label.
struct ClasswiseChunk {
  /// Room for a chunk, used for one after the other.
  struct Memory: @unchecked Sendable {
    let probabilities: UnsafeMutablePointer<Double>
    let bins: UnsafeMutablePointer<UInt16>
    let gaps: UnsafeMutablePointer<Float>

    init(scoreCount: Int) {
      probabilities = .allocate(capacity: scoreCount)
      bins = .allocate(capacity: scoreCount)
      gaps = .allocate(capacity: scoreCount)
    }

    func deallocate() {
      probabilities.deallocate()
      bins.deallocate()
      gaps.deallocate()
    }
  }

  let memory: Memory
  let data: LabeledPredictions
  let rows: Range<Int>
  let binCount: Int

  fileprivate func fill(map: (any CalibrationMap)?, gapWeights: [Double]?) {
    let (memory, data, rows, binCount) = (memory, data, rows, binCount)
    _ = data.predictions.sliced(rows).mapProbabilityBlocks(of: map) { blockRows, block in
      let first = rows.lowerBound + blockRows.lowerBound
      let firstScore = blockRows.lowerBound * block.classCount
      data.labels.withUnsafeBufferPointer { labels in
        withOptionalPointer(to: gapWeights) { weights in
          ck_classwise_terms(
            block.scores.baseAddress,
            block.rowCount,
            block.classCount,
            labels.baseAddress.map { $0 + first },
            weights.map { $0 + first },
            binCount,
            memory.probabilities + firstScore,
            memory.bins + firstScore,
            memory.gaps + firstScore
          )
        }
      }
    }
  }

  /// Adds the chunk's rows to the sums (classes × bins) of some classes.
  func addBinSums(ofClasses classes: Range<Int>, to sums: UnsafeMutableBufferPointer<ck_bin_sums>) {
    data.labels.withUnsafeBufferPointer { labels in
      withOptionalPointer(to: data.weights) { weights in
        ck_classwise_sums(
          memory.probabilities,
          memory.bins,
          rows.count,
          data.classCount,
          classes.lowerBound,
          classes.upperBound,
          labels.baseAddress.map { $0 + rows.lowerBound },
          weights.map { $0 + rows.lowerBound },
          binCount,
          sums.baseAddress
        )
      }
    }
  }
}

private func withOptionalPointer(to array: [Double]?, _ body: (UnsafePointer<Double>?) -> Void) {
  if let array {
    array.withUnsafeBufferPointer { body($0.baseAddress) }
  } else {
    body(nil)
  }
}
