import Dispatch

/// The number of threads that fits, maps and metrics may use.
///
/// All cores are used unless a limit is set for a task:
///
/// ```swift
/// let map = try Workers.$limit.withValue(2) { try TemperatureScaling().fit(to: validation) }
/// ```
///
/// Results are the same bits whatever the limit: work is cut into blocks whose size depends on the
/// data alone, and the blocks' results are joined in order.
public enum Workers {
  /// The largest number of threads, or `nil` for all cores.
  @TaskLocal public static var limit: Int?

  /// Calls `body` once for each block index, in parallel, and returns the results in order.
  package static func map<Result: Sendable>(
    blocks: Int,
    _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard blocks > 0 else { return [] }
    return [Result](unsafeUninitializedCapacity: blocks) { results, count in
      nonisolated(unsafe) let slots = results
      run(blocks: blocks) { block in
        slots.initializeElement(at: block, to: body(block))
      }
      count = blocks
    }
  }

  /// Calls `body` once for each block index, in parallel.
  package static func run(blocks: Int, _ body: @Sendable (Int) -> Void) {
    let threads = min(max(limit ?? Int.max, 1), blocks)
    if threads == 1 {
      for block in 0..<blocks { body(block) }
    } else if limit == nil {
      DispatchQueue.concurrentPerform(iterations: blocks, execute: body)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for block in stride(from: thread, to: blocks, by: threads) { body(block) }
      }
    }
  }
}
