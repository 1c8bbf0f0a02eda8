import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct ExperimentRunTests {
  private let folder: TemporaryFolder
  private let run: ExperimentRun

  init() throws {
    folder = try TemporaryFolder()
    run = try Self.run(folder, loss: "focal:3")
  }

  private static func run(_ folder: TemporaryFolder, loss: String, threads: Int? = nil) throws -> ExperimentRun {
    let plan = try folder.writePlan("networks = [\"resnet-20\"]\nlosses = [\"\(loss)\"]")
    let runs = plan.runs(on: "images", in: "\(folder.path)/out", device: .cpu, threads: threads)
    return try #require(runs.first)
  }

  @Test(arguments: [
    ("cross-entropy", "cross-entropy"), ("focal:3", "focal-3"),
    ("focal:5,3,1@100,250", "focal-5-3-1-100-250"),
    ("label-smoothing:0.05", "label-smoothing-0.05"),
  ])
  func punctuationOfLossesBecomesHyphens(loss: String, name: String) throws {
    let run = try Self.run(folder, loss: loss)
    #expect(run.name == "plain/resnet-20/\(name)/seed-1")
    #expect(run.folder.path == "\(folder.path)/out/plain/resnet-20/\(name)/seed-1")
  }

  @Test func aFinishedRunIsFinishedWhereverItRan() throws {
    #expect(try run.state() == .missing)
    var elsewhere = run.configuration
    elsewhere.data = "/elsewhere"
    elsewhere.threads = 16
    elsewhere.device = .cuda
    try run.begin(elsewhere)
    #expect(try run.state() == .begun(elsewhere))
    let outputs = try LabeledPredictions.twoClasses(confidence: 0.75, right: 6, of: 10)
    try run.finish(train: outputs, validation: outputs, test: outputs)
    try run.begin(elsewhere)
    #expect(try run.state() == .finished)
  }

  @Test func aRunOfOtherSettingsIsAnErrorThatNamesTheField() throws {
    var other = run.configuration
    other.optimizer.weightDecay = 1e-3
    try run.begin(other)
    let expected = RunError.otherConfiguration(
      folder: run.folder.path,
      field: "optimizer.weight_decay",
      was: "0.001",
      is: "0.0005"
    )
    #expect(throws: expected) { try run.state() }
  }

  @Test func aDamagedDescriptionIsAnError() throws {
    try run.begin()
    try Data("{".utf8).write(to: URL(fileURLWithPath: run.folder.description))
    #expect(throws: (any Error).self) { try run.state() }
  }
}
