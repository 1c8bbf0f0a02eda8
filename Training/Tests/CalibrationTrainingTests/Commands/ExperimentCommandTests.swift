import CalibrationTraining
import Foundation
import Testing

@Suite(.serialized) final class ExperimentCommandTests: TinyDataTests {
  init() throws {
    try super.init(imagesPerClass: 12)
  }

  private func writePlan(epochs: Int = 1) throws -> String {
    try folder.write(
      """
      name = "tiny"
      networks = ["resnet-20"]
      losses = ["cross-entropy", "focal:3"]
      epochs = \(epochs)
      batch-size = 8
      validation = 6
      crop = 1
      [[regimes]]
      name = "plain"
      """,
      to: "tiny.toml"
    )
  }

  private func start(_ plan: String, _ more: String...) throws -> TrainTool {
    let arguments = ["experiment", plan, "--data", data, "-o", "\(folder.path)/out"]
    let threads = more.contains("--threads") ? [] : ["--threads", "1"]
    return try TrainTool(arguments + threads + more, errorsIn: folder)
  }

  private func report() throws -> String {
    try String(contentsOfFile: "\(folder.path)/out/report.md", encoding: .utf8)
  }

  @Test func anExperimentTrainsWhatIsMissingAndReports() throws {
    let plan = try writePlan()
    let first = try start(plan, "--only", "cross")
    #expect(first.exitCode() == 0)
    #expect(try first.errorText().contains("run 1 of 2: plain/resnet-20/cross-entropy/seed-1\n"))
    #expect(try first.errorText().contains("1 of 2 runs finished"))
    #expect(try report().contains("- plain/resnet-20/focal-3/seed-1\n"))

    let second = try start(plan)
    #expect(second.exitCode() == 0)
    #expect(try second.errorText().contains("cross-entropy/seed-1, finished before\n"))
    #expect(try second.errorText().contains("2 of 2 runs finished"))
    let complete = try report()
    #expect(complete.contains("| focal:3 | uncalibrated |"))

    try FileManager.default.removeItem(atPath: "\(folder.path)/out/report.md")
    #expect(try start(plan, "--report-only").exitCode() == 0)
    #expect(try report() == complete)

    // Other settings are refused before anything is trained.
    let other = try start(writePlan(epochs: 2))
    #expect(other.exitCode() == 64)
    #expect(try other.errorText().contains("the run was begun with epochs 1, not 2"))
  }

  @Test func aStoppedExperimentGoesOnAlsoWithOtherThreads() throws {
    let plan = try writePlan(epochs: 6)
    let folder = RunFolder("\(folder.path)/out/plain/resnet-20/focal-3/seed-1")
    let first = try start(plan, "--only", "focal")
    while first.isRunning,
      (try? String(contentsOfFile: folder.log, encoding: .utf8))?.isEmpty != false
    {
      usleep(2000)
    }
    first.send(SIGINT)
    #expect(first.exitCode() == 130)
    #expect(try report().contains("- plain/resnet-20/focal-3/seed-1 (begun)\n"))

    let second = try start(plan, "--only", "focal", "--threads", "2")
    #expect(second.exitCode() == 0)
    #expect(try second.errorText().contains("resumed after"))
    #expect(folder.holdsFinishedRun)
    #expect(try RunDescription(of: folder).configuration.threads == 1)
  }

  @Test func mistakesHaveExitCodes() throws {
    #expect(try start("\(folder.path)/none").exitCode() == 66)
    #expect(try start(folder.write("epochs = 1", to: "bad.toml")).exitCode() == 65)
    #expect(try start(writePlan(), "--only", "(").exitCode() == 64)
    #expect(try start(writePlan(), "--threads", "0").exitCode() == 64)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
  }

  @Test func aDryRunDoesNothing() throws {
    #expect(try start(writePlan(), "--dry-run").exitCode() == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
  }

  @Test func sampleImagesCanBeInspected() throws {
    let images = "\(folder.path)/samples"
    let tool = try TrainTool(["make-sample-images", images, "--training", "20", "--test", "10"], errorsIn: folder)
    #expect(tool.exitCode() == 0)
    #expect(try ImageFolder.open(images).training.count == 20)
    let none = try TrainTool(["make-sample-images", images, "--test", "0"], errorsIn: folder)
    #expect(none.exitCode() == 64)
  }
}
