extension LabeledPredictions {
  /// Calls `body`, in parallel, with the log-odds of one class against all others, of all rows, for
  /// each class, and returns the results in order.
  ///
  /// The log-odds of a few million scores are kept at a time; more classes take more passes.
  func mapOneVersusRest<Result: Sendable>(
    _ body: @Sendable (_ classIndex: Int, _ logOdds: ArraySlice<Double>) -> Result
  ) -> [Result] {
    let chunk = max(1, (1 << 24) / rowCount)
    return stride(from: 0, to: classCount, by: chunk).flatMap { start in
      let classes = start..<min(start + chunk, classCount)
      let logOdds = logOdds(ofClasses: classes)
      return Workers.map(blocks: classes.count) { index in
        body(start + index, logOdds[(index * rowCount)..<((index + 1) * rowCount)])
      }
    }
  }

  /// The log-odds of some classes, one after the other.
  private func logOdds(ofClasses classes: Range<Int>) -> [Double] {
    let count = rowCount
    return [Double](unsafeUninitializedCapacity: classes.count * count) { all, initialized in
      nonisolated(unsafe) let all = all
      predictions.forEachBlock { rows, block in
        block.formLogOdds()
        for (offset, row) in rows.enumerated() {
          for (index, classIndex) in classes.enumerated() {
            all[index * count + row] = block[offset][classIndex]
          }
        }
      }
      initialized = classes.count * count
    }
  }
}
