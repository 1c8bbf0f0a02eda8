/// Where a run is, after a step.
public struct RunProgress: Sendable, Hashable {
  /// From 1 on.
  public let epoch: Int
  public let epochs: Int
  /// The number of steps done in the epoch.
  public let step: Int
  public let stepsPerEpoch: Int
  /// The mean training loss of the epoch so far.
  public let loss: Double
  /// The accuracy of the epoch's training outputs so far, in [0, 1].
  public let accuracy: Double
  /// The expected calibration error of the epoch's training outputs so far, in [0, 1].
  public let ece: Double
  public let imagesPerSecond: Double
  /// An estimate of the time to the end of the run, from the time since it began or was resumed.
  public let secondsLeft: Double
}

/// An event of a run, reported while it goes on.
public enum RunEvent: Sendable {
  /// The images are being read.
  case readingImages
  /// Images were skipped, since they cannot be read; one error for each.
  case skippedImages([String])
  /// The run goes on after so many epochs.
  case resumed(epochs: Int)
  /// A step is done. Sent after every step on the processor, less often on a GPU, which would
  /// have to wait for it.
  case step(RunProgress)
  /// The network is being evaluated at the end of an epoch.
  case evaluating(epoch: Int)
  /// An epoch is done and its checkpoint is written.
  case epoch(EpochRecord)
}
