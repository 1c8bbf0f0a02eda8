import CalibrationTraining
import Foundation
import Testing

@Suite(.serialized) final class RunCommandTests: TinyDataTests {
  init() throws {
    try super.init(imagesPerClass: 40)
  }

  private func start(_ name: String, _ more: String...) throws -> TrainTool {
    let arguments = [
      "run", data, "-o", "\(folder.path)/\(name)", "--epochs", "6", "--batch-size", "4",
      "--learning-rate", "0.05", "--crop", "1", "--loss", "focal:3", "--threads", "1",
    ]
    return try TrainTool(arguments + more, errorsIn: folder)
  }

  private func run(_ name: String) -> RunFolder { RunFolder("\(folder.path)/\(name)") }

  private func logLineCount(_ name: String) -> Int {
    let log = try? String(contentsOfFile: run(name).log, encoding: .utf8)
    return log?.count { $0 == "\n" } ?? 0
  }

  /// Waits until the log has some lines, or the tool has ended.
  private func wait(for tool: TrainTool, _ name: String, lines: Int) {
    while tool.isRunning, logLineCount(name) < lines { usleep(2000) }
  }

  @Test func aRunThatIsKilledTwiceEndsWithTheSameBits() throws {
    let whole = try start("whole")
    #expect(whole.exitCode() == 0)

    let first = try start("parts", "--resume")
    wait(for: first, "parts", lines: 2)
    first.send(SIGKILL)
    #expect(first.exitCode() == -SIGKILL)
    let second = try start("parts", "--resume")
    wait(for: second, "parts", lines: 4)
    // Into the middle of an epoch.
    usleep(50_000)
    second.send(SIGKILL)
    #expect(second.exitCode() == -SIGKILL)
    #expect(!run("parts").holdsFinishedRun)
    let third = try start("parts", "--resume")
    #expect(third.exitCode() == 0)
    #expect(try third.errorText().contains("resumed after"))

    for file in [\RunFolder.weights, \.testOutputs] {
      let files = try ["parts", "whole"].map {
        try Data(contentsOf: URL(fileURLWithPath: run($0)[keyPath: file]))
      }
      #expect(files[0] == files[1], "\(file)")
    }
    #expect(logLineCount("parts") == 6)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalStopsTheRunBetweenSteps(signal: Int32) throws {
    let tool = try start("run")
    wait(for: tool, "run", lines: 1)
    #if os(Linux)
      #expect(tool.environment("GOMP_SPINCOUNT") == "10000")
    #endif
    tool.send(signal)
    #expect(tool.exitCode() == 128 + signal)
    #expect(try tool.errorText().contains("go on with --resume"))
    #expect(FileManager.default.fileExists(atPath: run("run").checkpoint))
    #expect(!run("run").holdsFinishedRun)
  }

  @Test(
    arguments: [
      (["--learning-rate", "1e30", "--batch-size", "16"], 65, "epoch 1, step"),
      (["--epochs", "0"], 64, "--epochs is 0"), (["--loss", "fokal"], 64, "fokal"),
      (["--network", "resnet-21"], 64, "resnet-21"), (["--schedule", "step"], 64, "schedule"),
      (["--validation", "1000"], 64, "validation"),
      (["--output", "/dev/null/run"], 73, "/dev/null"),
    ] as [([String], Int32, String)]
  )
  func mistakesHaveAnExitCodeAndASentence(options: [String], code: Int32, word: String) throws {
    let tool = try TrainTool(["run", data, "-o", "\(folder.path)/run", "--threads", "1"] + options, errorsIn: folder)
    #expect(tool.exitCode() == code)
    #expect(try tool.errorText().contains(word))
  }

  @Test func aFolderWithoutImagesIsNoInput() throws {
    let tool = try TrainTool(["run", "\(folder.path)/nothing", "-o", "\(folder.path)/run"], errorsIn: folder)
    #expect(tool.exitCode() == 66)
    #expect(try tool.errorText().contains("\(folder.path)/nothing"))
  }

  /// Weights of 1 MB and velocities do not fit into files of half a megabyte.
  @Test func aFullDiskIsAnErrorThatTheRunSurvives() throws {
    let arguments = [
      "run", data, "-o", "\(folder.path)/run", "--epochs", "1", "--threads", "1", "--resume",
    ]
    let tool = try TrainTool(arguments, errorsIn: folder, largestFile: 1000)
    #expect(tool.exitCode() == 74)
    #expect(try tool.errorText().contains("checkpoint.safetensors: writing failed"))
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/run")
    #expect(files.sorted() == ["log.jsonl", "run.json"])
    let resumed = try TrainTool(arguments, errorsIn: folder)
    #expect(resumed.exitCode() == 0)
    #expect(logLineCount("run") == 1)
  }
}
