extension LogitBlock {
  /// Calls `body` with each row's number and, in `logOdds`, the log-odds of each class against all
  /// others, as ``formLogOdds()`` gives them; the row's own memory is free for results.
  func forEachRowOfLogOdds(
    _ body: (_ row: Int, _ logOdds: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { logOdds in
      formLogOdds()
      for row in 0..<rowCount {
        _ = logOdds.update(fromContentsOf: self[row])
        body(row, logOdds)
      }
    }
  }
}
