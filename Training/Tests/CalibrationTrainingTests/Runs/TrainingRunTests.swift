import Calibration
import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

/// One after another: the number of libtorch's threads is the process's.
@Suite(.serialized) final class TrainingRunTests: TinyDataTests {
  init() throws {
    try super.init(imagesPerClass: 12)
  }

  private func configuration(loss: String = "focal:2", epochs: Int = 3) -> RunConfiguration {
    RunConfiguration(
      data: data,
      network: "resnet-20",
      loss: loss,
      epochs: epochs,
      batchSize: 5,
      learningRate: 0.05,
      augmentation: Augmentation(padding: 1),
      split: .init(validation: .count(6), test: .fraction(0.25)),
      threads: 1
    )
  }

  private func runFolder(_ name: String) -> RunFolder { RunFolder("\(folder.path)/\(name)") }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test(arguments: ["focal:2", "adafocal"])
  func aResumedRunEndsWithTheSameBits(loss: String) throws {
    let whole = runFolder("whole")
    var run = try TrainingRun(configuration(loss: loss), in: whole)
    #expect(try run.train() == .finished)

    let parts = runFolder("parts")
    run = try TrainingRun(configuration(loss: loss), in: parts)
    // Stops in the second step of the second epoch.
    var questions = 0
    var epochs = 0
    let outcome = try run.train(
      onEvent: { if case .epoch = $0 { epochs += 1 } },
      shouldStop: {
        questions += epochs
        return questions > 2
      }
    )
    #expect(outcome == .stopped(afterEpochs: 1))
    #expect(!parts.holdsFinishedRun)
    var resumed: Int?
    run = try TrainingRun(configuration(loss: loss), in: parts, resuming: true) { event in
      if case .resumed(let epochs) = event { resumed = epochs }
    }
    #expect(resumed == 1)
    #expect(try run.train() == .finished)

    for file in [\RunFolder.weights, \.trainOutputs, \.validationOutputs, \.testOutputs] {
      #expect(try bytes(parts[keyPath: file]) == bytes(whole[keyPath: file]), "\(file)")
    }
    let records = try [parts, whole].map { try RunLog(path: $0.log).records() }
    #expect(records[0].map(\.epoch) == [1, 2, 3])
    #expect(records[0].map(\.test) == records[1].map(\.test))
    #expect(records[0].map(\.trainLoss) == records[1].map(\.trainLoss))
  }

  @Test func theOutputsAreThoseOfTheLog() throws {
    let folder = runFolder("run")
    var run = try TrainingRun(configuration(), in: folder)
    #expect(try run.train() == .finished)
    let last = try #require(try RunLog(path: folder.log).records().last)
    for (path, metrics, count) in [
      (folder.trainOutputs, last.train, 12), (folder.validationOutputs, last.validation, 6),
      (folder.testOutputs, last.test, 6),
    ] {
      let input = try Input(contentsOf: path)
      let outputs = try input.labeled()
      #expect(outputs.predictions.kind == .logits)
      #expect(outputs.rowCount == count)
      #expect(try PartMetrics(of: outputs) == metrics)
    }
    let weights = try TensorFile(contentsOf: folder.weights)
    #expect(weights.tensors.first?.name == "conv1.weight")
    #expect(weights.tensors.first?.shape == [16, 3, 3, 3])
    #expect(weights.tensors.count == run.network.parameters.count + run.network.buffers.count)
    let description = try RunDescription(of: folder)
    #expect(description.configuration == configuration())
    #expect(description.data.trainingCount == 12)
  }

  @Test func onlySomeEpochsAreEvaluatedIfAskedTo() throws {
    var configuration = configuration()
    configuration.evaluationInterval = 2
    let folder = runFolder("run")
    var run = try TrainingRun(configuration, in: folder)
    #expect(try run.train() == .finished)
    let records = try RunLog(path: folder.log).records()
    #expect(records.map { $0.test != nil } == [false, true, true])
  }

  /// Half the digits of a float move the loss a little, and not far.
  @Test func bfloat16ChangesLittle() throws {
    var losses: [Double] = []
    for isOn in [false, true] {
      var configuration = configuration(epochs: 1)
      configuration.bfloat16 = isOn
      let folder = runFolder("\(isOn)")
      var run = try TrainingRun(configuration, in: folder)
      #expect(try run.train() == .finished)
      losses.append(try #require(try RunLog(path: folder.log).records().first).trainLoss)
    }
    #expect(losses[0] != losses[1])
    #expect(abs(losses[0] - losses[1]) < 0.2 * losses[0])
  }

  @Test func outputsThatAreMissingAreMade() throws {
    let folder = runFolder("run")
    var run = try TrainingRun(configuration(epochs: 1), in: folder)
    #expect(try run.train() == .finished)
    let files = [folder.weights, folder.testOutputs]
    let before = try files.map(bytes)
    for file in files { try FileManager.default.removeItem(atPath: file) }
    run = try TrainingRun(configuration(epochs: 1), in: folder, resuming: true)
    #expect(try run.train() == .finished)
    #expect(try files.map(bytes) == before)
  }

  @Test func aRunIsNotOverwrittenOrMixed() throws {
    let folder = runFolder("run")
    _ = try TrainingRun(configuration(), in: folder)
    #expect(throws: RunError.folderInUse(folder.path)) {
      try TrainingRun(configuration(), in: folder)
    }
    #expect(
      throws: RunError.otherConfiguration(folder: folder.path, field: "loss", was: "\"focal:2\"", is: "\"brier\"")
    ) {
      try TrainingRun(configuration(loss: "brier"), in: folder, resuming: true)
    }
    // There is no checkpoint yet, so the run begins.
    var run = try TrainingRun(configuration(), in: folder, resuming: true)
    #expect(try run.train(shouldStop: { true }) == .stopped(afterEpochs: 0))
  }

  @Test func aLossThatIsNotFiniteStopsTheRun() throws {
    var configuration = configuration()
    configuration.learningRate = 1e30
    configuration.schedule = .constant
    let folder = runFolder("run")
    var run = try TrainingRun(configuration, in: folder)
    let error = #expect(throws: RunError.self) { try run.train() }
    guard case .nonFiniteLoss(1, .some(let step), 1e30) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // The first step has finite weights.
    #expect((2...3).contains(step))
    #expect(!FileManager.default.fileExists(atPath: folder.checkpoint))
  }

  @Test func aFolderThatCannotBeWrittenIsAnError() throws {
    let file = try folder.write("", to: "file")
    let error = #expect(throws: FileError.self) {
      try TrainingRun(configuration(), in: RunFolder("\(file)/run"))
    }
    #expect(error?.kind == .cannotCreate)
  }

  @Test func aDamagedCheckpointIsAnError() throws {
    let folder = runFolder("run")
    var run = try TrainingRun(configuration(epochs: 1), in: folder)
    _ = try run.train()
    try Data(try bytes(folder.checkpoint).prefix(5000))
      .write(to: URL(fileURLWithPath: folder.checkpoint))
    let error = #expect(throws: FileError.self) {
      try TrainingRun(configuration(epochs: 1), in: folder, resuming: true)
    }
    #expect(error?.path == folder.checkpoint)
  }

  @Test(arguments: [("network", "resnet-21"), ("loss", "fokal")])
  func unknownNamesAreErrors(field: String, name: String) throws {
    var configuration = configuration()
    if field == "network" { configuration.network = name } else { configuration.loss = name }
    let error = #expect(throws: (any Error).self) {
      try TrainingRun(configuration, in: runFolder("run"))
    }
    #expect("\(try #require(error))".contains(name))
    #expect(!runFolder("run").holdsRun)
  }
}
