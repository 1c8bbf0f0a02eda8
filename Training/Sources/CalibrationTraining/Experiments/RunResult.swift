import Calibration
import CalibrationFiles

/// What a finished run of an experiment says.
public struct RunResult: Sendable, Hashable, Encodable {
  /// The gap after an epoch.
  public struct Epoch: Sendable, Hashable, Encodable {
    /// From 1 on.
    public let epoch: Int
    public let gap: GeneralizationGap
  }

  /// The gap at the end of training, with the outputs read as the focal loss means them.
  public struct FocalMap: Sendable, Hashable, Encodable {
    /// The γ of the loss in the last epoch, and of the focal calibration map Φ_γ.
    public let gamma: Double
    /// With Φ_γ applied to all outputs.
    public let gap: GeneralizationGap
  }

  /// ``ExperimentRun/name``.
  public let name: String
  public let regime: String
  public let network: String
  public let loss: String
  public let seed: UInt64
  /// One for each ``ReportedCalibration``.
  public let calibrations: [CalibrationResult]
  /// The epochs after which the network was evaluated.
  public let epochs: [Epoch]
  /// At the end of training, without any calibration.
  public let end: GeneralizationGap
  /// `nil` unless the loss is a focal loss whose γ does not depend on the image.
  public let focalMap: FocalMap?
}

extension RunResult {
  /// Reads a finished run and fits its calibrations.
  ///
  /// - Throws: `FileError` when a file is missing or damaged.
  public init(_ run: ExperimentRun) throws {
    let options = InputOptions(kind: .logits)
    let train = try LabeledPredictions(contentsOf: run.folder.trainOutputs, options: options)
    let validation = try LabeledPredictions(contentsOf: run.folder.validationOutputs, options: options)
    let test = try LabeledPredictions(contentsOf: run.folder.testOutputs, options: options)
    name = run.name
    regime = run.regime
    network = run.configuration.network
    loss = run.configuration.loss
    seed = run.configuration.seed
    calibrations = try ReportedCalibration.allCases.map {
      try CalibrationResult($0, validation: validation, test: test)
    }
    epochs = try RunLog(path: run.folder.log).records().compactMap { record in
      guard let train = record.train, let test = record.test else { return nil }
      return Epoch(epoch: record.epoch, gap: GeneralizationGap(train: train, test: test))
    }
    end = try GeneralizationGap(train: PartMetrics(of: train), test: PartMetrics(of: test))
    focalMap = try Self.gamma(run.configuration).map { gamma in
      let map = try FocalCalibrationMap(gamma: gamma)
      let gap = try GeneralizationGap(
        train: PartMetrics(of: train, under: map),
        test: PartMetrics(of: test, under: map)
      )
      return FocalMap(gamma: gamma, gap: gap)
    }
  }

  private static func gamma(_ configuration: RunConfiguration) throws -> Double? {
    let loss = try TrainingLossCatalog.loss(named: configuration.loss)
    return (loss.libraryLoss(inEpoch: configuration.epochs - 1) as? FocalLoss)?.gamma
  }
}
