import CalibrationKernels
import Dispatch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workers {
  /// Calls `body`, whose parallel loops follow each other closely, as the passes of a search do: threads
  /// that helped with one loop stay awake for the next, which else begins without some of them.
  static func awake<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard team == nil, let team = WorkerTeam(limit: limit) else { return try body() }
    defer { team.end() }
    return try $team.withValue(team, operation: body)
  }
}

/// Threads that run one parallel loop after the other.
final class WorkerTeam: @unchecked Sendable {
  /// The limit of threads that the team keeps to.
  let limit: Int?
  private let team: OpaquePointer
  private let helperCount: Int
  private let access = DispatchQueue(label: "WorkerTeam.access")
  private var hasHelpers = false

  /// `nil` where there is nobody to help.
  init?(limit: Int?) {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    helperCount = min(limit ?? cores, cores) - 1
    guard helperCount > 0, let team = ck_team_create() else { return nil }
    self.limit = limit
    self.team = team
  }

  deinit { ck_team_destroy(team) }

  /// Calls `body` once for each block index, in parallel. `false`, with nothing done, within a loop.
  func run(blocks: Int, _ body: @Sendable (Int) -> Void) -> Bool {
    callHelpers()
    return withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        ck_team_run(
          team,
          blocks,
          { context, block in
            context?.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(block)
          },
          UnsafeMutableRawPointer(mutating: body)
        )
      }
    }
  }

  /// Sends the helpers home.
  func end() { ck_team_end(team) }

  /// Helpers that come late are not waited for, and if all threads are busy they never come.
  private func callHelpers() {
    let areThere = access.sync {
      defer { hasHelpers = true }
      return hasHelpers
    }
    guard !areThere else { return }
    for _ in 0..<helperCount { DispatchQueue.global().async { ck_team_help(self.team) } }
  }
}
