import Calibration
import Dispatch

/// Work on many files or images at once.
enum ParallelMap {
  /// Calls `body` for each index, on as many threads as `Workers.limit` allows, and returns the
  /// results in order.
  static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    guard count > 0 else { return [] }
    let threads = min(max(Workers.limit ?? .max, 1), count)
    return [Result](unsafeUninitializedCapacity: count) { results, initializedCount in
      nonisolated(unsafe) let slots = results
      if threads == count {
        DispatchQueue.concurrentPerform(iterations: count) {
          slots.initializeElement(at: $0, to: body($0))
        }
      } else {
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          for index in stride(from: thread, to: count, by: threads) {
            slots.initializeElement(at: index, to: body(index))
          }
        }
      }
      initializedCount = count
    }
  }
}
