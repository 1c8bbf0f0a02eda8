extension ClassificationLoss {
  /// The mean loss of all rows, weighted as the data says.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)``.
  public func mean(on data: LabeledPredictions) throws(PredictionsError) -> Double {
    try check(classCount: data.classCount)
    let sums = data.predictions.mapBlocks { rows, block in
      var sum = 0.0
      forEachRow(of: block, rows: rows, data) { row, index, weight in
        // A row of weight 0 counts nothing, even where its loss is infinite.
        if weight > 0 { sum += weight * value(of: row, label: Int(data.labels[index])) }
      }
      return sum
    }
    return sums.reduce(0, +) / data.totalWeight
  }

  /// The gradient and the diagonal of the Hessian of every row's loss with respect to its logits: what
  /// a gradient booster's custom objective returns.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)``.
  public func derivatives(
    on data: LabeledPredictions
  ) throws(PredictionsError) -> (gradient: [Float], hessianDiagonal: [Float]) {
    let count = data.rowCount * data.predictions.columnCount
    var gradient = [Float](repeating: 0, count: count)
    var diagonal = [Float](repeating: 0, count: count)
    try gradient.withUnsafeMutableBufferPointer { gradient throws(PredictionsError) in
      try diagonal.withUnsafeMutableBufferPointer { diagonal throws(PredictionsError) in
        try writeDerivatives(on: data, gradient: gradient, hessianDiagonal: diagonal)
      }
    }
    return (gradient, diagonal)
  }

  /// Writes the gradient and the diagonal of the Hessian of every row's loss with respect to its
  /// logits, in parallel, each row multiplied by its weight.
  ///
  /// The outputs have the shape of the scores. With one column, the derivatives are those with
  /// respect to the logit of class 1 (that of class 0 being 0), whatever the kind of the scores.
  ///
  /// - Parameters:
  ///   - gradient: As many elements as there are scores.
  ///   - hessianDiagonal: As many elements as there are scores.
  /// - Throws: ``PredictionsError/classCount(found:expected:)``.
  public func writeDerivatives(
    on data: LabeledPredictions,
    gradient: UnsafeMutableBufferPointer<Float>,
    hessianDiagonal: UnsafeMutableBufferPointer<Float>
  ) throws(PredictionsError) {
    try check(classCount: data.classCount)
    let columns = data.predictions.columnCount
    let count = data.rowCount * columns
    precondition(gradient.count == count && hessianDiagonal.count == count, "wrong size of outputs")
    nonisolated(unsafe) let outputs = [gradient, hessianDiagonal]
    data.predictions.forEachBlock { rows, block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.classCount) { derivatives in
        forEachRow(of: block, rows: rows, data) { row, index, weight in
          let label = Int(data.labels[index])
          for (order, output) in outputs.enumerated() {
            if order == 0 {
              writeGradient(of: row, label: label, to: derivatives)
            } else {
              writeHessianDiagonal(of: row, label: label, to: derivatives)
            }
            for (column, value) in derivatives.suffix(columns).enumerated() {
              output[index * columns + column] = Float(weight * value)
            }
          }
        }
      }
    }
  }

  /// Calls `body` with each row of a block, its index in the data and its weight.
  private func forEachRow(
    of block: LogitBlock,
    rows: Range<Int>,
    _ data: LabeledPredictions,
    _ body: (SoftmaxRow, Int, Double) -> Void
  ) {
    IdentityMap().transform(block)
    let scratchCount = SoftmaxRow.scratchCount(classes: block.classCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: scratchCount) { scratch in
      for (offset, index) in rows.enumerated() {
        let logProbabilities = UnsafeMutableBufferPointer(rebasing: scratch[..<block.classCount])
        _ = logProbabilities.update(fromContentsOf: block[offset])
        let row = SoftmaxRow(normalised: logProbabilities, scratch: scratch)
        body(row, index, data.weights?[index] ?? 1)
      }
    }
  }
}
