/// What the log says of an epoch: a line of `log.jsonl`.
public struct EpochRecord: Sendable, Hashable, Codable {
  /// From 1 on.
  public let epoch: Int
  /// Of the epoch's last step.
  public let learningRate: Double
  /// The mean of what training minimised over the epoch's images, augmented as they were, while the
  /// weights changed.
  public let trainLoss: Double
  /// Of a fixed sample of the training part, without augmentation; `nil`, as the two others, where
  /// the epoch was not evaluated.
  public let train: PartMetrics?
  public let validation: PartMetrics?
  public let test: PartMetrics?
  /// Training images per second, reading included, evaluation not.
  public let imagesPerSecond: Double
  /// All of the epoch, with its evaluation.
  public let seconds: Double
}
