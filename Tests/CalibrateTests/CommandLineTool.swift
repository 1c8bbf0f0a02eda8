import Foundation
import TestSupport
import Testing

/// The built `calibrate`, run as a user runs it.
struct CommandLineTool {
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The output as JSON of a known shape, with every digit of its numbers.
    func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    /// The output as JSON.
    func json() throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(object as? [String: Any])
    }
  }

  /// A folder of the test's own, removed with this value's owner.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.path(name) }

  /// Runs the tool in the folder with the words of a line as its arguments.
  func callAsFunction(_ line: String) throws -> Outcome {
    try run(line.split(separator: " ").map { String($0) })
  }

  /// The tool as it was built.
  static var builtTool: URL {
    // The test bundle's resources and the tool are built into the same folder.
    Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent("calibrate")
  }

  /// Runs the tool, or a copy of it, in the folder.
  ///
  /// - Parameter environment: Variables to set besides those of the tests.
  func run(_ arguments: [String], tool: URL = builtTool, environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    // Files rather than pipes, which would have to be drained while the process runs.
    let output = folder.url.appendingPathComponent(".output")
    let errors = folder.url.appendingPathComponent(".errors")
    for file in [output, errors] {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8)
    )
  }
}
