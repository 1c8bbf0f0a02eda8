import CalibrationKernels

extension CalibrationMap {
  /// The calibrated probabilities of one row of logits (or log-probabilities), in double precision.
  ///
  /// ```swift
  /// let map = try TemperatureMap(temperature: 1.5)
  /// let probabilities = try map.probabilities(forLogits: [2.5, -0.3, 0.1])
  /// ```
  ///
  /// - Parameter logits: One finite number for each class, or −∞ for a class that cannot occur.
  /// - Returns: A probability for each class; their sum is 1.
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another number
  ///   of classes, ``PredictionsError/outputCount(found:expected:)`` when it is made for several labels
  ///   (see ``PerLabelMap/labelProbabilities(forLogits:)``), and ``PredictionsError`` when the row has
  ///   fewer than two scores, a NaN, +∞, or nothing but −∞.
  public func probabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    var row = logits
    try convertToProbabilities(&row)
    return row
  }

  /// The calibrated probabilities of one row of logits (or log-probabilities) in single precision.
  ///
  /// Computed in double precision and rounded once, so that a row gets the same numbers as it gets among
  /// others by ``probabilities(for:)``.
  ///
  /// - Parameter logits: One finite number for each class, or −∞ for a class that cannot occur.
  /// - Throws: As ``probabilities(forLogits:)-([Double])``.
  // Literals without a type are a row in double precision.
  @_disfavoredOverload
  public func probabilities(forLogits logits: [Float]) throws(PredictionsError) -> [Float] {
    var row = logits.map { Double($0) }
    try convertToProbabilities(&row)
    return row.map { Float($0) }
  }

  /// Writes the calibrated probabilities of one row of logits (or log-probabilities) into memory of the
  /// caller's: for servers that answer many requests of one row.
  ///
  /// For up to 128 classes the conversion to double precision and back allocates nothing; for more it
  /// takes working memory from the heap, which ``transform(row:)`` and ``convertToProbabilities(_:)``
  /// do not. What the map itself needs comes on top, as ``transform(row:)`` says.
  ///
  /// - Parameters:
  ///   - logits: One finite number for each class, or −∞ for a class that cannot occur.
  ///   - output: As many elements as there are classes; may be the memory of the logits.
  /// - Throws: As ``probabilities(forLogits:)-([Double])``; the output is then unchanged.
  public func probabilities(
    forLogits logits: UnsafeBufferPointer<Float>,
    into output: UnsafeMutableBufferPointer<Float>
  ) throws(PredictionsError) {
    precondition(output.count == logits.count, "output of the wrong size")
    // A type of its own for what is thrown, as the temporary allocation rethrows `any Error` only.
    let result = withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) { row in
      Result { () throws(PredictionsError) in
        for index in logits.indices { row.initializeElement(at: index, to: Double(logits[index])) }
        try convertToProbabilities(row)
        for index in row.indices { output[index] = Float(row[index]) }
      }
    }
    try result.get()
  }

  /// Writes the calibrated probabilities of one row of logits (or log-probabilities) into an array:
  /// for servers that answer many requests of one row.
  ///
  /// ```swift
  /// let logits: [Float] = [2.5, -0.3, 0.1]
  /// var output = [Float](repeating: 0, count: 3)
  /// try map.probabilities(forLogits: logits, into: &output)
  /// ```
  ///
  /// For up to 128 classes the conversion to double precision and back allocates nothing; for more,
  /// give rows of `Double` to ``convertToProbabilities(_:)``.
  ///
  /// - Parameters:
  ///   - logits: One finite number for each class, or −∞ for a class that cannot occur.
  ///   - output: An array of as many elements as there are classes.
  /// - Throws: As ``probabilities(forLogits:)-([Double])``; the output is then unchanged.
  public func probabilities(forLogits logits: [Float], into output: inout [Float]) throws(PredictionsError) {
    try output.withUnsafeMutableBufferPointer { output throws(PredictionsError) in
      try logits.withUnsafeBufferPointer { logits throws(PredictionsError) in
        try probabilities(forLogits: logits, into: output)
      }
    }
  }

  /// Replaces one row of logits (or log-probabilities) by calibrated probabilities, in place.
  ///
  /// Allocates what ``transform(row:)`` does: nothing for most maps. An array that is shared is copied
  /// first, as always.
  ///
  /// ```swift
  /// var row = [2.5, -0.3, 0.1]
  /// try map.convertToProbabilities(&row)
  /// ```
  ///
  /// - Throws: As ``probabilities(forLogits:)-([Double])``; the row is then unchanged.
  public func convertToProbabilities(_ row: inout [Double]) throws(PredictionsError) {
    try row.withUnsafeMutableBufferPointer { row throws(PredictionsError) in
      try convertToProbabilities(row)
    }
  }

  private func convertToProbabilities(_ row: UnsafeMutableBufferPointer<Double>) throws(PredictionsError) {
    try transform(row: row)
    ck_exp_in_place(row.baseAddress, row.count)
  }

  /// The logarithms of the calibrated probabilities of one row of logits (or log-probabilities).
  ///
  /// - Throws: As ``probabilities(forLogits:)-([Double])``.
  public func logProbabilities(forLogits logits: [Double]) throws(PredictionsError) -> [Double] {
    var row = logits
    try row.withUnsafeMutableBufferPointer { scores throws(PredictionsError) in
      try transform(row: scores)
    }
    return row
  }

  /// Replaces one row of logits by calibrated log-probabilities, in place.
  ///
  /// Temperatures, focal maps, label smoothing, vector and structured vector maps allocate nothing. Others
  /// need working memory, which comes from the heap where it is larger than a kilobyte: ensembles,
  /// top-label maps and one-versus-rest maps beyond 128 classes, matrix maps always.
  ///
  /// - Throws: As ``probabilities(forLogits:)-([Double])``; the row is then unchanged.
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
  public func logProbabilities(for predictions: Predictions) throws(PredictionsError) -> Predictions {
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

  private func check(classCount foundClasses: Int, labelCount foundLabels: Int) throws(PredictionsError) {
    if let labelCount, labelCount != foundLabels {
      throw .outputCount(found: foundLabels, expected: labelCount)
    }
    if let classCount, classCount != foundClasses {
      throw .classCount(found: foundClasses, expected: classCount)
    }
  }

  private func applied(to predictions: Predictions, as kind: ScoreKind) throws(PredictionsError) -> Predictions {
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
  func mapBlocks<Result: Sendable>(_ body: @Sendable (Range<Int>, LogitBlock) -> Result) -> [Result] {
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
