import Calibration
import CalibrationFiles
import Foundation

/// The training of a network, from images to logits, in a folder that it can go on from.
///
/// ```swift
/// var run = try TrainingRun(configuration, in: RunFolder("runs/focal-3"), resuming: true)
/// let outcome = try run.train { event in … }
/// ```
///
/// After every epoch there is a checkpoint. A run that stopped, for whatever reason, goes on from
/// the last one and, on the processor with the same number of threads, ends with the same bits as if
/// it had not stopped: everything random depends on the seed, the epoch and the image alone.
public struct TrainingRun {
  /// How ``train(onEvent:shouldStop:)`` ended.
  public enum Outcome: Sendable, Hashable {
    /// All epochs are done and the outputs are written.
    case finished
    /// It was asked to stop; a checkpoint is there if any epoch is done.
    case stopped(afterEpochs: Int)
  }

  public let configuration: RunConfiguration
  public let folder: RunFolder
  package let network: Network
  private let data: RunData
  private let optimizer: StochasticGradientDescent
  private let learningRate: LearningRate
  private let configurationHash: String
  private let log: RunLog
  private var loss: any TrainingLoss
  private var epochCount = 0

  /// Reads the images, and begins a run or finds the checkpoint of one.
  ///
  /// Sets the number of libtorch's threads.
  ///
  /// - Parameters:
  ///   - folder: Made where it is missing.
  ///   - isResuming: Whether a run that is in the folder goes on; where there is none, one begins.
  /// - Throws: ``RunError``, ``DataSplitError``, ``TorchError``, or `FileError`.
  public init(
    _ configuration: RunConfiguration,
    in folder: RunFolder,
    resuming isResuming: Bool = false,
    onEvent report: (RunEvent) -> Void = { _ in }
  ) throws {
    try configuration.validate()
    let architecture = try configuration.architecture()
    loss = try TrainingLossCatalog.loss(named: configuration.loss)
    let begun = try Self.begunRun(in: folder, configuration, isResuming: isResuming)
    let device = try configuration.device.resolved()
    Threads.use(configuration.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    report(.readingImages)
    data = try RunData(configuration)
    if !data.damagedFiles.isEmpty {
      report(.skippedImages(data.damagedFiles.map(\.description)))
    }
    let shape = data.split.training.shape
    network = try Network(
      architecture,
      classCount: data.split.training.classCount,
      imageSize: max(shape.width, shape.height),
      seed: configuration.seed,
      device: device
    )
    optimizer = try StochasticGradientDescent(network, settings: configuration.optimizer)
    let batchSize = configuration.batchSize
    learningRate = LearningRate(
      base: configuration.learningRate,
      schedule: configuration.schedule,
      warmupEpochs: configuration.warmupEpochs,
      epochs: configuration.epochs,
      stepsPerEpoch: (data.split.training.count + batchSize - 1) / batchSize
    )
    configurationHash = try configuration.hash()
    self.configuration = configuration
    self.folder = folder
    log = RunLog(path: folder.log)
    if begun?.hasCheckpoint == true {
      try resume()
      report(.resumed(epochs: epochCount))
    } else {
      try begin()
    }
  }

  /// Trains until all epochs are done, and writes the outputs.
  ///
  /// - Parameter shouldStop: Asked between steps.
  /// - Throws: ``RunError/nonFiniteLoss(epoch:step:learningRate:)``, ``TorchError``, or `FileError`
  ///   when an image cannot be read or a file cannot be written. The last checkpoint is kept.
  public mutating func train(
    onEvent report: (RunEvent) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> Outcome {
    let clock = RunClock(epochs: configuration.epochs, epochsDone: epochCount)
    var outputs: PartOutputs?
    while epochCount < configuration.epochs {
      let epoch = epochCount
      let start = ContinuousClock.now
      guard let statistics = try trainEpoch(epoch, clock, report, shouldStop) else {
        return .stopped(afterEpochs: epochCount)
      }
      let trainingSeconds = start.secondsUntilNow
      outputs = nil
      if (epoch + 1).isMultiple(of: configuration.evaluationInterval)
        || epoch + 1 == configuration.epochs
      {
        report(.evaluating(epoch: epoch + 1))
        outputs = try evaluateParts(epoch: epoch, shouldStop)
        guard let outputs else { return .stopped(afterEpochs: epochCount) }
        loss = loss.adapted(to: outputs.validation)
      }
      let record = EpochRecord(
        epoch: epoch + 1,
        learningRate: rate(epoch: epoch, step: learningRate.stepsPerEpoch - 1),
        trainLoss: statistics.loss,
        train: try outputs.map { try PartMetrics(of: $0.train) },
        validation: try outputs.map { try PartMetrics(of: $0.validation) },
        test: try outputs.map { try PartMetrics(of: $0.test) },
        imagesPerSecond: Double(statistics.imageCount) / trainingSeconds,
        seconds: start.secondsUntilNow
      )
      try log.append(record)
      epochCount += 1
      try writeCheckpoint()
      report(.epoch(record))
    }
    if outputs == nil {
      if folder.holdsFinishedRun { return .finished }
      report(.evaluating(epoch: epochCount))
      outputs = try evaluateParts(epoch: epochCount - 1, shouldStop)
    }
    guard let outputs else { return .stopped(afterEpochs: epochCount) }
    try outputs.write(to: folder)
    try writeWeights()
    return .finished
  }
}

// MARK: Beginning and going on

extension TrainingRun {
  /// The run in a folder, checked to be one of this configuration; `nil` when there is none.
  private static func begunRun(
    in folder: RunFolder,
    _ configuration: RunConfiguration,
    isResuming: Bool
  ) throws -> RunFolder? {
    try folder.create()
    guard folder.holdsRun else { return nil }
    guard isResuming else { throw RunError.folderInUse(folder.path) }
    try configuration.check(isThatOf: RunDescription(of: folder).configuration, in: folder)
    return folder
  }

  private func begin() throws {
    let description = RunDescription(
      configuration: configuration,
      data: data.description,
      parameterCount: network.parameterCount,
      device: network.device
    )
    try log.restart(afterEpoch: 0)
    // Last: a folder with a description holds a run.
    try AtomicFile.write(try RunJSON.encodeIndented(description), to: folder.description)
  }

  private mutating func resume() throws {
    let checkpoint = try Checkpoint(contentsOf: folder.checkpoint)
    guard checkpoint.configurationHash == configurationHash,
      checkpoint.epoch <= configuration.epochs,
      let restored = loss.restored(from: checkpoint.lossState)
    else {
      throw FileError(
        .badData,
        path: folder.checkpoint,
        reason: """
          the checkpoint is that of another run; restore the file, or start again in another folder
          """
      )
    }
    try checkpoint.restore(network, optimizer, path: folder.checkpoint)
    loss = restored
    epochCount = checkpoint.epoch
    try log.restart(afterEpoch: epochCount)
  }

  private func writeCheckpoint() throws {
    let checkpoint = try Checkpoint(
      epoch: epochCount,
      lossState: loss.state,
      configurationHash: configurationHash,
      network: network,
      optimizer: optimizer
    )
    try checkpoint.write(to: folder.checkpoint)
  }

  private func writeWeights() throws {
    let tensors = try (network.parameters + network.buffers).map { named in
      TensorFile.Tensor(name: named.name, shape: named.tensor.shape, values: try named.tensor.floats())
    }
    let file = TensorFile(tensors: tensors, metadata: ["network": configuration.network, "loss": configuration.loss])
    try file.write(to: folder.weights)
  }
}

// MARK: Training

extension TrainingRun {
  /// Trains an epoch, counted from 0; `nil` if it was stopped.
  private func trainEpoch(
    _ epoch: Int,
    _ clock: RunClock,
    _ report: (RunEvent) -> Void,
    _ shouldStop: () -> Bool
  ) throws -> TrainingStatistics? {
    let images = data.split.training
    let batches = BatchPrefetcher(
      images: images,
      order: EpochOrder.shuffled(count: images.count, seed: configuration.seed, epoch: epoch),
      batchSize: configuration.batchSize,
      normalization: data.normalization,
      augmentation: configuration.augmentation,
      seed: configuration.seed,
      epoch: epoch
    )
    let start = ContinuousClock.now
    var statistics = TrainingStatistics()
    var unread: [StepOutput] = []
    var step = 0
    while let batch = try batches.next() {
      if shouldStop() { return nil }
      unread.append(try take(step: step, epoch: epoch, batch))
      step += 1
      guard unread.count == stepsBetweenReads || step == batches.batchCount else { continue }
      for output in unread { try add(output, to: &statistics, epoch: epoch) }
      unread.removeAll()
      let done = Double(step) / Double(batches.batchCount)
      report(
        .step(
          RunProgress(
            epoch: epoch + 1,
            epochs: configuration.epochs,
            step: step,
            stepsPerEpoch: batches.batchCount,
            loss: statistics.loss,
            accuracy: statistics.accuracy,
            ece: statistics.ece,
            imagesPerSecond: Double(statistics.imageCount) / start.secondsUntilNow,
            secondsLeft: clock.secondsLeft(at: Double(epoch) + done)
          )
        )
      )
    }
    return statistics
  }

  /// What a step gave, where it was calculated.
  private struct StepOutput {
    let step: Int
    let loss: Tensor
    let logits: Tensor
    let labels: [Int64]
  }

  /// Reading a result makes a GPU wait for it; the processor has it at once.
  private var stepsBetweenReads: Int { network.device == .cpu ? 1 : 50 }

  private func rate(epoch: Int, step: Int) -> Double {
    learningRate.rate(atStep: epoch * learningRate.stepsPerEpoch + step)
  }

  private func take(step: Int, epoch: Int, _ batch: ImageBatch) throws(TorchError) -> StepOutput {
    let logits = try logits(of: batch, mode: .training)
    let labels = try Tensor(batch.labels, device: network.device)
    let loss = try loss.mean(logits: logits, labels: labels, epoch: epoch)
    try loss.backward()
    try optimizer.step(rate: rate(epoch: epoch, step: step))
    return StepOutput(step: step, loss: try loss.detached(), logits: try logits.detached(), labels: batch.labels)
  }

  private func add(_ output: StepOutput, to statistics: inout TrainingStatistics, epoch: Int) throws {
    let loss = try output.loss.scalar()
    let logits = try output.logits.floats()
    guard loss.isFinite, logits.allSatisfy(\.isFinite) else {
      throw RunError.nonFiniteLoss(
        epoch: epoch + 1,
        step: output.step + 1,
        learningRate: rate(epoch: epoch, step: output.step)
      )
    }
    try statistics.add(meanLoss: loss, logits: logits, labels: output.labels, classCount: network.classCount)
  }

  private func logits(of batch: ImageBatch, mode: NetworkMode) throws(TorchError) -> Tensor {
    let images = try Tensor(
      images: batch.images,
      count: batch.count,
      height: batch.shape.height,
      width: batch.shape.width,
      device: network.device
    )
    let logits = try withBFloat16(configuration.bfloat16, on: network.device) {
      () throws(TorchError) in
      try network.logits(of: images, mode: mode)
    }
    return try logits.inSinglePrecision()
  }
}

// MARK: Evaluation

extension TrainingRun {
  /// The outputs on all parts; `nil` if it was stopped.
  private func evaluateParts(epoch: Int, _ shouldStop: () -> Bool) throws -> PartOutputs? {
    guard
      let train = try outputs(on: data.trainSample, epoch: epoch, shouldStop),
      let validation = try outputs(on: data.split.validation, epoch: epoch, shouldStop),
      let test = try outputs(on: data.split.test, epoch: epoch, shouldStop)
    else { return nil }
    return PartOutputs(train: train, validation: validation, test: test)
  }

  private func outputs(on images: LabeledImages, epoch: Int, _ shouldStop: () -> Bool) throws -> LabeledPredictions? {
    let batches = BatchPrefetcher(
      images: images,
      order: Array(0..<images.count),
      batchSize: configuration.batchSize,
      normalization: data.normalization
    )
    var scores: [Float] = []
    scores.reserveCapacity(images.count * network.classCount)
    while let batch = try batches.next() {
      if shouldStop() { return nil }
      scores += try withoutGradients { () throws(TorchError) in
        try logits(of: batch, mode: .evaluation).floats()
      }
    }
    guard scores.allSatisfy(\.isFinite) else {
      throw RunError.nonFiniteLoss(
        epoch: epoch + 1,
        step: nil,
        learningRate: rate(epoch: epoch, step: learningRate.stepsPerEpoch - 1)
      )
    }
    let predictions = try Predictions(scores, columnCount: network.classCount, kind: .logits)
    return try LabeledPredictions(predictions, labels: images.labels)
  }
}

extension RunFolder {
  fileprivate var hasCheckpoint: Bool { FileManager.default.fileExists(atPath: checkpoint) }
}

extension RunConfiguration.DeviceChoice {
  /// The device that is meant.
  ///
  /// - Throws: ``RunError/noDevice(_:)``.
  func resolved() throws(RunError) -> Device {
    let device: Device =
      switch self {
      case .auto: .best
      case .cpu: .cpu
      case .cuda: .cuda
      }
    guard device.isAvailable else { throw .noDevice(device) }
    return device
  }
}
