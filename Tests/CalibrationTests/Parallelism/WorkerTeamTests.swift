import Foundation
import Testing

@testable import Calibration

@Suite(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "a team needs two cores"))
struct WorkerTeamTests {
  /// How often a team calls each block of a loop; `nil` if it does not run the loop.
  private func counts(_ team: WorkerTeam, blocks: Int) -> [Int]? {
    let calls = Calls(blocks)
    return team.run(blocks: blocks) { calls.add($0) } ? calls.counts : nil
  }

  private final class Calls: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var counts: [Int]

    init(_ blocks: Int) { counts = [Int](repeating: 0, count: blocks) }

    func add(_ block: Int) { lock.withLock { counts[block] += 1 } }
  }

  /// Loops of many sizes at once one after the other: a helper that is late must not take a block of a
  /// loop that has ended, nor one twice.
  @Test(arguments: [2, 3, 8])
  func eachBlockOfEachLoopIsCalledOnce(limit: Int) throws {
    let team = try #require(WorkerTeam(limit: limit))
    defer { team.end() }
    for loop in 0..<2_000 {
      let blocks = loop % 23
      let counts = counts(team, blocks: blocks)
      #expect(counts == [Int](repeating: 1, count: blocks), "loop \(loop)")
    }
  }

  /// 2 ms, after which helpers sleep.
  @Test func helpersThatFellAsleepDoNoHarm() throws {
    let team = try #require(WorkerTeam(limit: 4))
    defer { team.end() }
    for _ in 0..<20 {
      Thread.sleep(forTimeInterval: 2e-3)
      #expect(counts(team, blocks: 9) == [Int](repeating: 1, count: 9))
    }
  }

  @Test func aLoopWithinALoopIsLeftToOthers() throws {
    let team = try #require(WorkerTeam(limit: nil))
    defer { team.end() }
    let inner = Calls(3)
    let ran = team.run(blocks: 3) { if team.run(blocks: 2, { _ in }) { inner.add($0) } }
    #expect(ran && inner.counts == [0, 0, 0])
    #expect(counts(team, blocks: 3) == [1, 1, 1])
    let sums = Workers.awake {
      Workers.map(blocks: 20) { outer in
        Workers.map(blocks: 10) { $0 * outer }.reduce(0, +)
      }
    }
    #expect(sums == (0..<20).map { 45 * $0 })
  }

  @Test func loopsOfManyThreadsAtOnceAreWhole() {
    let sums = Workers.mapTasks(8) { task in
      Workers.awake {
        (0..<50).map { loop in Workers.map(blocks: 30) { $0 + task + loop }.reduce(0, +) }
      }
    }
    for (task, sums) in sums.enumerated() {
      #expect(sums == (0..<50).map { 435 + 30 * (task + $0) })
    }
  }

  @Test func oneThreadNeedsNoHelp() {
    #expect(WorkerTeam(limit: 1) == nil)
    Workers.$limit.withValue(1) { Workers.awake { #expect(Workers.team == nil) } }
  }

  /// Another limit than the team's, as tasks within a fit may have, does without the team.
  @Test func theLimitIsKeptWithin() {
    let most = Workers.awake {
      Workers.$limit.withValue(1) {
        let threads = Threads()
        Workers.run(blocks: 50) { _ in threads.see() }
        return threads.count
      }
    }
    #expect(most == 1)
  }

  private final class Threads: @unchecked Sendable {
    private let lock = NSLock()
    private var seen: Set<ObjectIdentifier> = []
    var count: Int { lock.withLock { seen.count } }

    func see() { lock.withLock { _ = seen.insert(ObjectIdentifier(Thread.current)) } }
  }
}
