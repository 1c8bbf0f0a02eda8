import ArgumentParser
import Foundation

/// A command that is watched while it runs.
struct MeasuredCommand {
  struct Usage {
    let seconds: Double
    /// The largest of each that was seen; the kernel keeps only the first itself.
    let memory: ProcessMemory
  }

  private static let interval = 0.005

  private let program: String
  private let arguments: [String]

  init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  func run() throws -> Usage {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    var memory = ProcessMemory.zero
    while process.isRunning {
      if let now = ProcessMemory(ofProcess: "\(process.processIdentifier)") {
        memory.raise(to: now)
      }
      Thread.sleep(forTimeInterval: Self.interval)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    guard process.terminationStatus == 0 else {
      throw ValidationError("\(program) \(arguments.joined(separator: " ")) failed")
    }
    return Usage(seconds: seconds, memory: memory)
  }
}
