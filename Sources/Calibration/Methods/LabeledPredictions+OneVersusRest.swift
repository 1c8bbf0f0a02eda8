extension LabeledPredictions {
  /// The number of binary problems, each class against all others: one for two classes, that of class
  /// 1.
  var oneVersusRestProblemCount: Int { classCount == 2 ? 1 : classCount }

  /// The class of a binary problem.
  func oneVersusRestClass(ofProblem problem: Int) -> Int { classCount == 2 ? 1 : problem }

  /// Calls `body`, in parallel, with the log-odds of one class against all others, of all rows, for
  /// each binary problem, and returns the results in order.
  ///
  /// The log-odds of a few million scores are kept at a time; more classes take more passes.
  func mapOneVersusRest<Result: Sendable>(
    _ body: @Sendable (_ classIndex: Int, _ logOdds: ArraySlice<Double>) -> Result
  ) -> [Result] {
    let chunk = max(1, (1 << 24) / rowCount)
    return stride(from: 0, to: oneVersusRestProblemCount, by: chunk).flatMap { start in
      let problems = start..<min(start + chunk, oneVersusRestProblemCount)
      let logOdds = logOdds(ofProblems: problems)
      return Workers.map(blocks: problems.count) { index in
        body(
          oneVersusRestClass(ofProblem: start + index),
          logOdds[(index * rowCount)..<((index + 1) * rowCount)]
        )
      }
    }
  }

  /// The log-odds of some problems, one after the other.
  private func logOdds(ofProblems problems: Range<Int>) -> [Double] {
    let count = rowCount
    return [Double](unsafeUninitializedCapacity: problems.count * count) { all, initialized in
      nonisolated(unsafe) let all = all
      predictions.forEachBlock { rows, block in
        block.forEachRowOfLogOdds { row, logOdds in
          for (index, problem) in problems.enumerated() {
            all[index * count + rows.lowerBound + row] =
              logOdds[oneVersusRestClass(ofProblem: problem)]
          }
        }
      }
      initialized = problems.count * count
    }
  }
}
