import Dispatch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The number of threads that fits, maps and metrics may use.
///
/// All cores are used unless a limit is set for a task:
///
/// ```swift
/// let map = try Workers.$limit.withValue(2) { try TemperatureScaling().fit(to: validation).map }
/// ```
///
/// Results are the same bits whatever the limit: work is cut into blocks whose size depends on the
/// data alone, and the blocks' results are joined in order.
public enum Workers {
  /// The largest number of threads, or `nil` for all cores.
  @TaskLocal public static var limit: Int?
  /// The threads that stay awake for the fit that runs.
  @TaskLocal static var team: WorkerTeam?

  /// Calls `body` once for each block index, in parallel, and returns the results in order.
  package static func map<Result: Sendable>(blocks: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    guard blocks > 0 else { return [] }
    return [Result](unsafeUninitializedCapacity: blocks) { results, count in
      nonisolated(unsafe) let slots = results
      run(blocks: blocks) { block in
        slots.initializeElement(at: block, to: body(block))
      }
      count = blocks
    }
  }

  /// Calls `body` once for each task, some at a time, and returns the results in order.
  ///
  /// For a few long tasks that use all threads themselves for parts of their work: the tasks get threads
  /// of their own, so that what is parallel within the last of them is not left to one thread.
  package static func mapTasks<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let threads = min(max(limit ?? ProcessInfo.processInfo.activeProcessorCount, 1), count)
    guard threads > 1 else { return (0..<count).map(body) }
    // The threads of all tasks together stay within the limit.
    let limitOfTask = limit.map { max(1, $0 / threads) }
    return [Result](unsafeUninitializedCapacity: count) { results, initializedCount in
      nonisolated(unsafe) let slots = results
      let queue = TaskQueue(count: count)
      let group = DispatchGroup()
      withoutActuallyEscaping(body) { body in
        for _ in 0..<threads {
          DispatchQueue.global().async(group: group) {
            $limit.withValue(limitOfTask) {
              while let task = queue.next() { slots.initializeElement(at: task, to: body(task)) }
            }
          }
        }
        group.wait()
      }
      initializedCount = count
    }
  }

  /// Calls `body` once for each block index, in parallel.
  package static func run(blocks: Int, _ body: @Sendable (Int) -> Void) {
    let threads = min(max(limit ?? Int.max, 1), blocks)
    if threads == 1 {
      for block in 0..<blocks { body(block) }
    } else if let team, team.limit == limit, team.run(blocks: blocks, body) {
      return
    } else if limit == nil {
      DispatchQueue.concurrentPerform(iterations: blocks, execute: body)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for block in stride(from: thread, to: blocks, by: threads) { body(block) }
      }
    }
  }
}

/// Hands out the numbers of tasks, each once.
private final class TaskQueue: @unchecked Sendable {
  private let count: Int
  private let access = DispatchQueue(label: "TaskQueue.access")
  private var taken = 0

  init(count: Int) {
    self.count = count
  }

  func next() -> Int? {
    access.sync {
      guard taken < count else { return nil }
      defer { taken += 1 }
      return taken
    }
  }
}
