/// Estimates how long a run still takes.
struct RunClock {
  private let start = ContinuousClock.now
  private let epochs: Int
  private let epochsDone: Int

  /// - Parameter epochsDone: How many epochs an earlier process did.
  init(epochs: Int, epochsDone: Int) {
    self.epochs = epochs
    self.epochsDone = epochsDone
  }

  /// The seconds to the end, after so many epochs and parts of one.
  func secondsLeft(at epoch: Double) -> Double {
    let done = epoch - Double(epochsDone)
    return start.secondsUntilNow * (Double(epochs) - epoch) / done
  }
}

extension ContinuousClock.Instant {
  var secondsUntilNow: Double { (.now - self) / .seconds(1) }
}
