extension ClassificationLoss {
  /// The loss of one row of logits (or log-probabilities).
  ///
  /// - Throws: ``PredictionsError`` when the row is too short, has a NaN or +∞ or nothing but −∞, is
  ///   not of the loss's ``classCount``, or the label is no class or an impossible one.
  public func value(logits: [Double], label: Int) throws(PredictionsError) -> Double {
    try withRow(logits, label: label) { row in value(of: row, label: label) }
  }

  /// The gradient of the loss with respect to the logits of one row.
  ///
  /// - Throws: As ``value(logits:label:)``.
  public func gradient(logits: [Double], label: Int) throws(PredictionsError) -> [Double] {
    try withRow(logits, label: label) { row in
      Self.filled(row.classCount) { writeGradient(of: row, label: label, to: $0) }
    }
  }

  /// The Hessian of the loss with respect to the logits of one row: classes × classes, row by row.
  ///
  /// - Throws: As ``value(logits:label:)``.
  public func hessian(logits: [Double], label: Int) throws(PredictionsError) -> [Double] {
    try withRow(logits, label: label) { row in
      Self.filled(row.classCount * row.classCount) {
        writeHessian(of: row, label: label, to: $0)
      }
    }
  }

  /// The diagonal of ``hessian(logits:label:)``, without computing the rest of it.
  ///
  /// - Throws: As ``value(logits:label:)``.
  public func hessianDiagonal(logits: [Double], label: Int) throws(PredictionsError) -> [Double] {
    try withRow(logits, label: label) { row in
      Self.filled(row.classCount) { writeHessianDiagonal(of: row, label: label, to: $0) }
    }
  }

  func check(classCount found: Int) throws(PredictionsError) {
    if let classCount, classCount != found {
      throw .classCount(found: found, expected: classCount)
    }
  }

  private func withRow<Result>(
    _ logits: [Double],
    label: Int,
    _ body: (SoftmaxRow) -> Result
  ) throws(PredictionsError) -> Result {
    var scratch = [Double](repeating: 0, count: SoftmaxRow.scratchCount(classes: logits.count))
    return try scratch.withUnsafeMutableBufferPointer { scratch throws(PredictionsError) in
      try logits.withUnsafeBufferPointer { logits throws(PredictionsError) in
        let row = try SoftmaxRow(logits: logits, scratch: scratch)
        try check(classCount: row.classCount)
        guard logits.indices.contains(label) else {
          throw .labelOutOfRange(row: 0, label: label, classCount: logits.count)
        }
        guard logits[label] > -.infinity else { throw .impossibleLabel(row: 0, label: label) }
        return body(row)
      }
    }
  }

  private static func filled(_ count: Int, _ write: (UnsafeMutableBufferPointer<Double>) -> Void) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { memory, initializedCount in
      write(UnsafeMutableBufferPointer(rebasing: memory[..<count]))
      initializedCount = count
    }
  }
}
