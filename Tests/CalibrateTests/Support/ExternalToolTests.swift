import CalibrationFiles
import Foundation
import Testing

@testable import calibrate

/// The programs are the shell's, which every system of the project has.
@Suite struct ExternalToolTests {
  @Test func isFoundOnPath() throws {
    let path = try #require(ExternalTool(name: "sh").path)
    #expect(path.hasSuffix("/sh"))
    #expect(ExternalTool(name: "no-such-program-anywhere").path == nil)
  }

  @Test func ownFolderHoldsTheRunningProgram() throws {
    let folder = try #require(ExternalTool.ownFolder)
    let program = try #require(Bundle.main.executableURL).resolvingSymlinksInPath()
    #expect(folder == program.deletingLastPathComponent().path)
  }

  @Test func runsToTheEndWithItsArgumentsAndEnvironment() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try ExternalTool.run(
      "/bin/sh",
      ["-c", #"printf '%s|%s|' "$1" "$PATH" > "$0"; cat >> "$0""#, file.path, "two words"]
    )
    let path = try #require(ProcessInfo.processInfo.environment["PATH"])
    // Nothing is on the standard input, so `cat` adds nothing and does not wait.
    #expect(try String(contentsOf: file, encoding: .utf8) == "two words|\(path)|")
  }

  @Test(arguments: [
    ("exit 0", nil), ("exit 3", "ended with exit code 3"),
    ("kill -TERM $$", "was ended by signal 15"), ("kill -KILL $$", "was ended by signal 9"),
  ])
  func saysHowItEnded(script: String, reason: String?) {
    #expect(failure("/bin/sh", ["-c", script])?.reason == reason)
  }

  @Test func saysWhyItCannotBeRun() {
    #expect(failure("/no/such/program", [])?.reason == "cannot be run: No such file or directory")
  }

  private func failure(_ path: String, _ arguments: [String]) -> ExternalTool.Failed? {
    do {
      try ExternalTool.run(path, arguments)
      return nil
    } catch {
      return error
    }
  }
}
