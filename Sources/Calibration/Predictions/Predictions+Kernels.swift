import CalibrationKernels

extension ScoreKind {
  var kernelKind: ck_kind {
    switch self {
    case .logits: CK_LOGITS
    case .probabilities: CK_PROBABILITIES
    case .logProbabilities: CK_LOG_PROBABILITIES
    }
  }
}

extension Predictions {
  /// Rows of probabilities may miss one by this much: half-precision outputs do.
  package static var rowSumTolerance: Double { 1e-3 }

  /// Calls `body` with the rows as the kernels take them.
  func withKernelScores<Result>(_ body: (ck_scores) -> Result) -> Result {
    withUnsafeScores { scores in
      body(ck_scores(scores: scores.baseAddress, columns: columnCount, kind: kind.kernelKind))
    }
  }

  /// One row as maps take it: the logit of every class, in double precision.
  ///
  /// - Precondition: `0 ..< rowCount` contains `row`.
  package func logits(ofRow row: Int) -> [Double] {
    precondition((0..<rowCount).contains(row), "row \(row) of \(rowCount)")
    return [Double](unsafeUninitializedCapacity: classCount) { logits, count in
      withKernelScores { ck_load_rows($0, row, 1, logits.baseAddress) }
      count = classCount
    }
  }

  /// Says that rows, read as part of a pass over all, will not be read again soon.
  func finishedReading(_ rows: Range<Int>) {
    storage.finishedReading(elements(of: rows))
  }

  /// Gives the memory of rows back at once, where it is a large mapped file's.
  func drop(_ rows: Range<Int>) {
    storage.drop(elements(of: rows))
  }

  private func elements(of rows: Range<Int>) -> Range<Int> {
    let start = (firstRow + rows.lowerBound) * columnCount
    return start..<(start + rows.count * columnCount)
  }

  var blocks: RowBlocks { RowBlocks(rowCount: rowCount, columnCount: columnCount) }

  func validate() throws(PredictionsError) {
    let faults = blocks.map { rows in
      defer { finishedReading(rows) }
      return (
        rows.lowerBound,
        sliced(rows).withKernelScores {
          ck_validate($0, rows.count, Self.rowSumTolerance)
        }
      )
    }
    for (firstRow, fault) in faults where fault.kind != CK_VALID {
      throw PredictionsError(fault, firstRow: firstRow)
    }
    if columnCount == 1, kind == .probabilities {
      try withUnsafeScores { scores throws(PredictionsError) in
        if scores.allSatisfy({ $0 == 1 }) { throw .singleClass }
      }
    }
  }

  /// The number of probabilities that are exactly 0 and will be read as the smallest normal number
  /// (with one column, those of either class); 0 unless the kind is ``ScoreKind/probabilities``.
  public func zeroProbabilityCount() -> Int {
    guard kind == .probabilities else { return 0 }
    return blocks.map { rows in
      defer { finishedReading(rows) }
      return sliced(rows).withKernelScores { ck_count_zero_probabilities($0, rows.count) }
    }.reduce(0, +)
  }

  /// ``rows(_:)`` for ranges known to be inside.
  func sliced(_ range: Range<Int>) -> Predictions {
    Predictions(
      unchecked: storage,
      firstRow: firstRow + range.lowerBound,
      rowCount: range.count,
      columnCount: columnCount,
      labelCount: labelCount,
      kind: kind
    )
  }
}

extension PredictionsError {
  fileprivate init(_ fault: ck_fault, firstRow: Int) {
    let row = firstRow + fault.row
    self =
      switch fault.kind {
      case CK_NAN: .notANumber(row: row, column: fault.column)
      case CK_POSITIVE_INFINITY: .positiveInfinity(row: row, column: fault.column)
      case CK_PROBABILITY_RANGE:
        .probabilityOutOfRange(row: row, column: fault.column, value: Float(fault.value))
      case CK_LOG_PROBABILITY_RANGE:
        .logProbabilityOutOfRange(row: row, column: fault.column, value: Float(fault.value))
      case CK_ROW_SUM: .rowSum(row: row, sum: fault.value)
      default: .noPossibleClass(row: row)
      }
  }
}
