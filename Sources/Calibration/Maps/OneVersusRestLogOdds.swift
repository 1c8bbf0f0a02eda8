extension LogitBlock {
  /// Calls `body` with each row's number and, in `logOdds`, the log-odds of each class against all
  /// others, as ``formLogOdds()`` gives them; the row's own memory is free for results.
  func forEachRowOfLogOdds(
    _ body: (_ row: Int, _ logOdds: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { logOdds in
      if classCount == 2 {
        for row in 0..<rowCount {
          // Straight from the logits, so that rows with equal differences tie.
          logOdds[1] = self[row][1] - self[row][0]
          logOdds[0] = -logOdds[1]
          body(row, logOdds)
        }
        return
      }
      formLogOdds()
      for row in 0..<rowCount {
        _ = logOdds.update(fromContentsOf: self[row])
        body(row, logOdds)
      }
    }
  }
}
