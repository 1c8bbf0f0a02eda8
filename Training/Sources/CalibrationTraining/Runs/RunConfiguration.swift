import Calibration
import CalibrationFiles
import Foundation

/// Everything that determines a training run, as `run.json` keeps it.
public struct RunConfiguration: Sendable, Hashable, Codable {
  /// What a network is trained on.
  public enum DeviceChoice: String, Sendable, Hashable, Codable, CaseIterable {
    /// CUDA where there is one, else the processor.
    case auto
    case cpu
    case cuda
  }

  /// The folder of the data set.
  public var data: String
  /// The name of a ``NetworkArchitecture``.
  public var network: String
  /// The name of a loss, with its parameters.
  public var loss: String
  /// How often training goes through the images.
  public var epochs: Int
  /// Images in a step.
  public var batchSize: Int
  /// The learning rate from which the schedule starts.
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  /// Over how many epochs the learning rate rises first.
  public var warmupEpochs: Int
  public var optimizer: DescentSettings
  /// `nil` to train on the images as they are.
  public var augmentation: Augmentation?
  public var split: SplitOptions
  /// Determines the first weights, the order of the images and their augmentation.
  public var seed: UInt64
  public var device: DeviceChoice
  /// Threads of libtorch; `nil` for one for each core.
  public var threads: Int?
  /// Whether operations that support it calculate in bfloat16.
  public var bfloat16: Bool
  public var damagedImages: DamagedImages
  /// How many images of the training part are evaluated, evenly spaced over it.
  public var trainSampleSize: Int
  /// Every how many epochs the parts are evaluated; they are after the last one in any case.
  public var evaluationInterval: Int

  /// A configuration with the defaults of the command line.
  public init(
    data: String,
    network: String,
    loss: String,
    epochs: Int = 20,
    batchSize: Int = 128,
    learningRate: Double = 0.1,
    schedule: LearningRateSchedule = .cosine,
    warmupEpochs: Int = 0,
    optimizer: DescentSettings = .init(),
    augmentation: Augmentation? = Augmentation(),
    split: SplitOptions = .init(),
    seed: UInt64 = 1,
    device: DeviceChoice = .auto,
    threads: Int? = nil,
    bfloat16: Bool = false,
    damagedImages: DamagedImages = .stop,
    trainSampleSize: Int = 10_000,
    evaluationInterval: Int = 1
  ) {
    self.data = data
    self.network = network
    self.loss = loss
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.schedule = schedule
    self.warmupEpochs = warmupEpochs
    self.optimizer = optimizer
    self.augmentation = augmentation
    self.split = split
    self.seed = seed
    self.device = device
    self.threads = threads
    self.bfloat16 = bfloat16
    self.damagedImages = damagedImages
    self.trainSampleSize = trainSampleSize
    self.evaluationInterval = evaluationInterval
  }
}

extension RunConfiguration {
  /// Checks that every number is in its range.
  ///
  /// - Throws: ``RunError/option(_:)`` that names the first that is not.
  public func validate() throws(RunError) {
    func require(_ isRight: Bool, _ sentence: String) throws(RunError) {
      guard isRight else { throw .option(sentence) }
    }
    for (name, value) in [
      ("epochs", epochs), ("batch-size", batchSize), ("train-sample", trainSampleSize),
      ("evaluate-every", evaluationInterval), ("threads", threads ?? 1),
    ] {
      try require(value > 0, "--\(name) is \(value); give a positive number")
    }
    try require(learningRate > 0 && learningRate.isFinite, "--learning-rate is \(learningRate); give a positive number")
    try require(
      (0..<epochs).contains(warmupEpochs),
      "--warmup-epochs is \(warmupEpochs); give at least 0 and fewer than the \(epochs) epochs"
    )
    try require(
      (0..<1).contains(optimizer.momentum),
      "--momentum is \(optimizer.momentum); give at least 0 and less than 1"
    )
    try require(!optimizer.nesterov || optimizer.momentum > 0, "--nesterov needs a --momentum above 0")
    try require(
      optimizer.weightDecay >= 0 && optimizer.weightDecay.isFinite,
      "--weight-decay is \(optimizer.weightDecay); give at least 0"
    )
  }

  /// The architecture of the network.
  ///
  /// - Throws: ``RunError/option(_:)`` where there is no network of that name.
  func architecture() throws(RunError) -> NetworkArchitecture {
    do throws(UnknownName) {
      return try NetworkArchitecture(named: network)
    } catch {
      throw .option("\(error)")
    }
  }

  /// Checks that the run in a folder was begun with this configuration.
  ///
  /// - Throws: ``RunError/otherConfiguration(folder:field:was:is:)``.
  func check(isThatOf begun: RunConfiguration, in folder: RunFolder) throws {
    guard let difference = try begun.firstDifference(from: self) else { return }
    throw RunError.otherConfiguration(
      folder: folder.path,
      field: difference.field,
      was: difference.value,
      is: difference.otherValue
    )
  }

  /// SHA-256 of the configuration as JSON.
  func hash() throws -> String {
    var hash = ContentHash()
    try RunJSON.encode(self).withUnsafeBytes { hash.update($0) }
    return hash.hexadecimalDigits()
  }

  /// The first field by name, such as `optimizer.momentum`, that has another value in `other`, with
  /// the values here and there as JSON.
  func firstDifference(from other: RunConfiguration) throws -> (field: String, value: String, otherValue: String)? {
    let own = try RunJSON.fields(of: self)
    let others = try RunJSON.fields(of: other)
    let names = Set(own.keys).union(others.keys).sorted()
    guard let field = names.first(where: { own[$0] != others[$0] }) else { return nil }
    return (field, own[field] ?? "none", others[field] ?? "none")
  }
}
