/// A cut of rows into blocks of a fixed size, the unit of parallel work.
struct RowBlocks: Sendable {
  let rowCount: Int
  let rowsPerBlock: Int

  /// Blocks of about `scoresPerBlock` scores, at least one row each, and whole examples of
  /// `rowsPerExample` rows.
  ///
  /// The default keeps a block's working set within a core's cache and the number of blocks large
  /// enough for an even load.
  init(rowCount: Int, columnCount: Int, rowsPerExample: Int = 1, scoresPerBlock: Int = 1 << 15) {
    self.rowCount = rowCount
    let rows = max(1, min(scoresPerBlock / max(columnCount, 1), 256))
    rowsPerBlock = (rows + rowsPerExample - 1) / rowsPerExample * rowsPerExample
  }

  var count: Int { (rowCount + rowsPerBlock - 1) / rowsPerBlock }

  func rows(of block: Int) -> Range<Int> {
    let start = block * rowsPerBlock
    return start..<min(start + rowsPerBlock, rowCount)
  }

  /// Calls `body` with the rows of each block, in parallel, and returns the results in order.
  func map<Result: Sendable>(_ body: @Sendable (Range<Int>) -> Result) -> [Result] {
    Workers.map(blocks: count) { body(rows(of: $0)) }
  }

  /// Calls `body` with the rows of each block, in parallel.
  func run(_ body: @Sendable (Range<Int>) -> Void) {
    Workers.run(blocks: count) { body(rows(of: $0)) }
  }
}
