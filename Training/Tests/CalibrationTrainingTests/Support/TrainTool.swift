import Foundation

/// The built `calibrate-train`, run as a user runs it.
struct TrainTool {
  private let process = Process()
  private let errors: URL

  /// Starts it.
  init(_ arguments: [String], errorsIn folder: TemporaryFolder) throws {
    errors = URL(fileURLWithPath: try folder.write("", to: "errors-\(UUID().uuidString)"))
    // The test bundle's resources and the tool are built into the same folder.
    process.executableURL = Bundle.module.bundleURL.deletingLastPathComponent()
      .appendingPathComponent("calibrate-train")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; returns the exit code, or that of a signal with a minus.
  func exitCode() -> Int32 {
    process.waitUntilExit()
    let status = process.terminationStatus
    return process.terminationReason == .exit ? status : -status
  }

  func errorText() throws -> String { try String(contentsOf: errors, encoding: .utf8) }
}
