import CalibrationKernels

extension CalibrationMap {
  /// The calibrated probabilities of one row of logits (or log-probabilities), in double precision.
  ///
  /// - Throws: ``PredictionsError`` when the row is too short, has a NaN or +∞ or nothing but −∞, or
  ///   is not of the map's ``classCount``, or the map is made for several labels.
  public func probabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    var row = try logProbabilities(forLogits: logits)
    row.withUnsafeMutableBufferPointer { ck_exp_in_place($0.baseAddress, $0.count) }
    return row
  }

  /// The logarithms of the calibrated probabilities of one row of logits (or log-probabilities).
  ///
  /// - Throws: As ``probabilities(forLogits:)``.
  public func logProbabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    var row = logits
    try row.withUnsafeMutableBufferPointer { scores throws(PredictionsError) in
      try transform(row: scores)
    }
    return row
  }

  /// Replaces one row of logits by calibrated log-probabilities, without allocating memory.
  ///
  /// - Throws: As ``probabilities(forLogits:)``; the row is then unchanged.
  public func transform(row: UnsafeMutableBufferPointer<Double>) throws(PredictionsError) {
    guard row.count >= 2 else { throw .shape(scoreCount: row.count, columnCount: 2) }
    try check(classCount: row.count, labelCount: 1)
    var possible = false
    for (column, score) in row.enumerated() {
      if score.isNaN { throw .notANumber(row: 0, column: column) }
      if score == .infinity { throw .positiveInfinity(row: 0, column: column) }
      possible = possible || score > -.infinity
    }
    guard possible else { throw .noPossibleClass(row: 0) }
    transform(LogitBlock(row, classCount: row.count))
  }

  /// The calibrated probabilities of all rows, of the same shape as the input.
  ///
  /// Computed in double precision, in parallel, and rounded to `Float` once.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` or
  ///   ``PredictionsError/outputCount(found:expected:)``.
  public func probabilities(for predictions: Predictions) throws(PredictionsError) -> Predictions {
    try applied(to: predictions, as: .probabilities)
  }

  /// The logarithms of the calibrated probabilities of all rows, of the same shape as the input.
  ///
  /// - Throws: As ``probabilities(for:)``.
  public func logProbabilities(
    for predictions: Predictions
  ) throws(PredictionsError) -> Predictions {
    try applied(to: predictions, as: .logProbabilities)
  }

  /// Writes the calibrated probabilities or log-probabilities of all rows into `output`.
  ///
  /// `output` may be the memory the predictions read from, as far as its owner allows that.
  ///
  /// - Parameters:
  ///   - kind: ``ScoreKind/probabilities``; anything else gives log-probabilities.
  ///   - output: As many elements as the input has scores.
  /// - Throws: As ``probabilities(for:)``.
  public func apply(
    to predictions: Predictions,
    as kind: ScoreKind = .probabilities,
    into output: UnsafeMutableBufferPointer<Float>
  ) throws(PredictionsError) {
    try check(predictions)
    let columnCount = predictions.columnCount
    precondition(output.count == predictions.rowCount * columnCount, "output of the wrong size")
    nonisolated(unsafe) let destination = output
    predictions.forEachBlock { rows, block in
      transform(block)
      ck_store_rows(
        block.scores.baseAddress,
        rows.count,
        block.classCount,
        columnCount,
        kind == .probabilities,
        destination.baseAddress.unsafelyUnwrapped + rows.lowerBound * columnCount
      )
    }
  }

  func check(_ predictions: Predictions) throws(PredictionsError) {
    try check(classCount: predictions.classCount, labelCount: predictions.labelCount)
  }

  private func check(
    classCount foundClasses: Int,
    labelCount foundLabels: Int
  ) throws(PredictionsError) {
    if let labelCount, labelCount != foundLabels {
      throw .outputCount(found: foundLabels, expected: labelCount)
    }
    if let classCount, classCount != foundClasses {
      throw .classCount(found: foundClasses, expected: classCount)
    }
  }

  private func applied(
    to predictions: Predictions,
    as kind: ScoreKind
  ) throws(PredictionsError) -> Predictions {
    let storage = try ScoreStorage(
      count: predictions.rowCount * predictions.columnCount
    ) { memory throws(PredictionsError) in
      try apply(to: predictions, as: kind, into: memory)
    }
    return Predictions(
      unchecked: storage,
      firstRow: 0,
      rowCount: predictions.rowCount,
      columnCount: predictions.columnCount,
      labelCount: predictions.labelCount,
      kind: kind
    )
  }
}

extension Predictions {
  /// Calls `body`, in parallel, with each block of rows as logits in double precision.
  func forEachBlock(_ body: @Sendable (Range<Int>, LogitBlock) -> Void) {
    _ = mapBlocks { rows, block in body(rows, block) }
  }

  /// Calls `body`, in parallel, with each block of rows as logits in double precision, and returns
  /// the results in order. Blocks are of whole examples.
  func mapBlocks<Result: Sendable>(
    _ body: @Sendable (Range<Int>, LogitBlock) -> Result
  ) -> [Result] {
    // Small blocks, so that the doubles stay in a core's cache between the steps of `body`.
    let blocks = RowBlocks(
      rowCount: rowCount,
      columnCount: classCount,
      rowsPerExample: labelCount,
      scoresPerBlock: 1 << 13
    )
    return blocks.map { rows in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count * classCount) { scores in
        withKernelScores {
          ck_load_rows($0, rows.lowerBound, rows.count, scores.baseAddress)
        }
        finishedReading(rows)
        return body(rows, LogitBlock(scores, classCount: classCount))
      }
    }
  }
}
