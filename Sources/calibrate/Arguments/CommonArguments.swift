import ArgumentParser
import Calibration

/// Options of every command.
struct CommonArguments: ParsableArguments {
  @Flag(help: "Print JSON instead of text for people.")
  var json = false

  @Option(help: ArgumentHelp("The number of threads; all cores by default.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); give a positive number")
    }
  }

  /// Runs a command with these options; an error becomes one sentence and its exit code.
  func run(_ body: () throws -> Void) throws {
    try reportingFailures {
      try Workers.$limit.withValue(threads) { try body() }
    }
  }
}
