import ArgumentParser

/// A command that has the options of every command.
protocol CalibrateCommand: ParsableCommand {
  var common: CommonArguments { get }

  /// Does the work, on the threads that the options allow.
  func perform() throws
}

extension CalibrateCommand {
  /// Runs the command; an error becomes one sentence and its exit code.
  func run() throws {
    try common.run { try perform() }
  }
}
