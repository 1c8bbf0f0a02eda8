import ArgumentParser
import BenchmarkSupport
import Calibration
import CalibrationFiles
import Foundation

@main
struct MethodTimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "method-times",
    abstract: "Time the fits of methods, and the smooth calibration error.",
    discussion: """
      Only the work itself is timed, not reading the file. One warm-up, then the median of the \
      repetitions. Prints one JSON record per method and line, for peers/speed.py.

      Example:
        method-times data/10000x100.npz --methods vector,platt
      """
  )

  @Argument(help: "An archive of logits with labels.")
  var file: String

  @Option(help: "The names of methods, or smooth-ece, separated by commas.")
  var methods: String

  @Option(name: .customLong("repeat"), help: "Timed runs after the warm-up.")
  var repetitions = 5

  private static let smoothError = "smooth-ece"

  private var names: [String] { methods.split(separator: ",").map(String.init) }

  func validate() throws {
    guard repetitions >= 1 else { throw ValidationError("--repeat must be at least 1") }
    for name in names where name != Self.smoothError { _ = try MethodName(name) }
  }

  func run() throws {
    let data = try LabeledPredictions(contentsOf: file, options: InputOptions(kind: .logits))
    for name in names {
      let seconds: Double
      if name == Self.smoothError {
        let rows = try EvaluatedRows(on: data)
        seconds = median { _ = rows.smoothCalibrationError }
      } else {
        let method = try NamedMethod(name).method(for: data.predictions)
        seconds = try median { try Self.fit(method, data) }
      }
      print(#"{"method": "\#(name)", "seconds": \#(seconds)}"#)
    }
  }

  private static func fit(_ method: some CalibrationMethod, _ data: LabeledPredictions) throws {
    _ = try method.fit(to: data)
  }

  /// The median time of a piece of work, after a warm-up.
  private func median(_ work: () throws -> Void) rethrows -> Double {
    try work()
    return try Times(repetitions: repetitions, work).median
  }
}
