import ArgumentParser
import Calibration
import CalibrationFiles
import Foundation

@main
struct FitTimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit-times",
    abstract: "Time the fits of temperature scaling and focal temperature scaling.",
    discussion: """
      Only fits are timed, not reading the file. One warm-up, then the median of the repetitions. \
      Prints one JSON record per fit and line, of the form that peers/peers.py describes.

      Example:
        fit-times data/10000x10.npz data/10000x100.npz
      """
  )

  @Argument(help: "Archives of logits with labels.")
  var files: [String]

  @Option(name: .customLong("repeat"), help: "Timed fits after the warm-up.")
  var repetitions = 5

  @Flag(help: "Search the published grid too: 1100 passes.")
  var grid = false

  func validate() throws {
    guard repetitions >= 1 else { throw ValidationError("--repeat must be at least 1") }
  }

  func run() throws {
    for file in files {
      let data = try LabeledPredictions(contentsOf: file, options: InputOptions(kind: .logits))
      for fit in TimedFit.all where grid || !fit.isGrid {
        var record = try fit.time(data, repetitions: fit.isGrid ? 1 : repetitions)
        record.size = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        try print(String(decoding: encoder.encode(record), as: UTF8.self))
      }
    }
  }

  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    return encoder
  }
}
