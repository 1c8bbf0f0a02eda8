import Foundation

/// The built `calibrate-train`, run as a user runs it.
struct TrainTool {
  private let process = Process()
  private let errors: URL

  /// Starts it.
  ///
  /// - Parameter largestFile: How many blocks of 512 bytes a file may have, as on a disk that is
  ///   nearly full.
  init(_ arguments: [String], errorsIn folder: TemporaryFolder, largestFile: Int? = nil) throws {
    errors = URL(fileURLWithPath: try folder.write("", to: "errors-\(UUID().uuidString)"))
    // The test bundle's resources and the tool are built into the same folder.
    let tool = Bundle.module.bundleURL.deletingLastPathComponent()
      .appendingPathComponent("calibrate-train")
    if let largestFile {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      let script = "trap '' XFSZ; ulimit -f \(largestFile); exec \"$0\" \"$@\""
      process.arguments = ["-c", script, tool.path] + arguments
    } else {
      process.executableURL = tool
      process.arguments = arguments
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// What its environment says, by the name of the variable; `nil` where the system does not tell.
  func environment(_ name: String) -> String? {
    let path = "/proc/\(process.processIdentifier)/environ"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let entry = text.split(separator: "\0").first { $0.hasPrefix("\(name)=") }
    return entry.map { String($0.dropFirst(name.count + 1)) }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; returns the exit code, or that of a signal with a minus.
  func exitCode() -> Int32 {
    process.waitUntilExit()
    let status = process.terminationStatus
    return process.terminationReason == .exit ? status : -status
  }

  func errorText() throws -> String { try String(contentsOf: errors, encoding: .utf8) }
}
