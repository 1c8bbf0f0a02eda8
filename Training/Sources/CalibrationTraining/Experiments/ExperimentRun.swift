import CalibrationFiles

/// One training run of an experiment.
public struct ExperimentRun: Sendable, Hashable {
  /// How far a run has come.
  public enum State: Sendable, Hashable {
    case missing
    /// It was begun, with this configuration, and can go on.
    case begun(RunConfiguration)
    case finished
  }

  /// The name of the regime.
  public let regime: String
  public let configuration: RunConfiguration
  /// `regime/network/loss/seed-n`, with hyphens for the punctuation in the loss.
  public let name: String
  public let folder: RunFolder

  init(regime: String, configuration: RunConfiguration, experimentFolder: String) {
    self.regime = regime
    self.configuration = configuration
    let loss = configuration.loss.map { ":@,".contains($0) ? "-" : $0 }
    name = "\(regime)/\(configuration.network)/\(String(loss))/seed-\(configuration.seed)"
    folder = RunFolder("\(experimentFolder)/\(name)")
  }

  /// Looks at the folder.
  ///
  /// Where the data lay, the device and the threads may have been others: a run that was begun goes
  /// on with those it was begun with, to the same bits.
  ///
  /// - Throws: ``RunError/otherConfiguration(folder:field:was:is:)`` when it is a run of other
  ///   settings, or `FileError` when its description is damaged.
  public func state() throws -> State {
    guard folder.holdsRun else { return .missing }
    let begun = try RunDescription(of: folder).configuration
    var planned = configuration
    planned.data = begun.data
    planned.device = begun.device
    planned.threads = begun.threads
    try planned.check(isThatOf: begun, in: folder)
    return folder.holdsFinishedRun ? .finished : .begun(begun)
  }
}
