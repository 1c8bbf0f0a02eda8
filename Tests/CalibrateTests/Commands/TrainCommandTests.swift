import Foundation
import Testing

@Suite struct TrainCommandTests {
  private let calibrate: CommandLineTool

  init() throws {
    calibrate = try CommandLineTool()
  }

  /// Writes a stand-in for `calibrate-train` that shows its arguments.
  private func writeTrainer(to folder: String) throws {
    let path = calibrate.path("\(folder)/calibrate-train")
    try FileManager.default.createDirectory(atPath: calibrate.path(folder), withIntermediateDirectories: true)
    try "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  @Test func theTrainerOnPathGetsAllArgumentsAndGivesItsExitCode() throws {
    try writeTrainer(to: "tools")
    let outcome = try calibrate.run(
      ["train", "run", "a b", "--help", "", "-o", "x", "--", "--version"],
      environment: ["PATH": "/nowhere:\(calibrate.path("tools")):/usr/bin:/bin"]
    )
    #expect(outcome.exitCode == 7)
    #expect(outcome.output == "<run><a b><--help><><-o><x><--><--version>")
  }

  @Test func theTrainerBesideTheProgramIsFoundThroughLinks() throws {
    try writeTrainer(to: "lib")
    let files = FileManager.default
    try files.copyItem(atPath: CommandLineTool.builtTool.path, toPath: calibrate.path("lib/calibrate"))
    try files.createDirectory(atPath: calibrate.path("bin"), withIntermediateDirectories: true)
    let link = calibrate.path("bin/calibrate")
    try files.createSymbolicLink(atPath: link, withDestinationPath: "../lib/calibrate")
    let outcome = try calibrate.run(
      ["train", "--help"],
      tool: URL(fileURLWithPath: link),
      environment: ["PATH": "/usr/bin:/bin"]
    )
    #expect(outcome.exitCode == 7)
    #expect(outcome.output == "<--help>")
  }

  @Test func aMissingTrainerIsExplained() throws {
    let outcome = try calibrate.run(["train", "run"], environment: ["PATH": "/nowhere"])
    #expect(outcome.exitCode == 69)
    #expect(outcome.errors.contains("make training"))
    #expect(try calibrate("--help").output.contains("train"))
  }
}
