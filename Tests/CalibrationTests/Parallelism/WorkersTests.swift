import Testing

@testable import Calibration

@Suite struct WorkersTests {
  @Test(arguments: [nil, 1, 2, 5, 100])
  func resultsComeInOrderWhateverTheLimit(limit: Int?) {
    let results = Workers.$limit.withValue(limit) {
      Workers.map(blocks: 37) { block in "\(block)" }
    }
    #expect(results == (0..<37).map { "\($0)" })
    #expect(Workers.map(blocks: 0) { $0 }.isEmpty)
  }

  @Test(arguments: [nil, 1, 2, 5, 100])
  func tasksShareTheLimit(limit: Int?) {
    let results = Workers.$limit.withValue(limit) {
      Workers.mapTasks(7) { task in (task, Workers.limit, Workers.map(blocks: 3) { $0 + task }) }
    }
    #expect(results.map(\.0) == Array(0..<7))
    #expect(results.allSatisfy { $0.2 == [$0.0, $0.0 + 1, $0.0 + 2] })
    // 100 threads for 7 tasks are 14 for each.
    let expected = [1: 1, 2: 1, 5: 1, 100: 14]
    #expect(results.allSatisfy { $0.1 == limit.flatMap { expected[$0] } })
    #expect(Workers.mapTasks(0) { $0 }.isEmpty)
  }

  @Test(arguments: [(1, 1), (5, 3), (100_000, 10), (3, 1_000_000)])
  func blocksCoverEveryRowOnce(rows: Int, columns: Int) {
    let blocks = RowBlocks(rowCount: rows, columnCount: columns)
    var next = 0
    for block in 0..<blocks.count {
      let range = blocks.rows(of: block)
      #expect(range.lowerBound == next && !range.isEmpty)
      next = range.upperBound
    }
    #expect(next == rows)
  }
}
