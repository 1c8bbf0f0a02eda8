import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

/// Where calibrated probabilities are written, and as what.
struct OutputArguments: ParsableArguments {
  @Option(name: [.short, .long], help: ArgumentHelp("Where to write: .npy, .npz, .csv or .tsv.", valueName: "file"))
  var output: String

  @Flag(help: "Write natural logarithms of the probabilities.")
  var logProbabilities = false

  /// Applies a map and writes the result, block by block: memory does not grow with the input.
  func write(_ map: any CalibrationMap, appliedTo input: Input, path: String, json: Bool) throws {
    let kind: ScoreKind = logProbabilities ? .logProbabilities : .probabilities
    try Progress().say("writing \(output)") {
      try naming(path) {
        try map.write(appliedTo: input.predictions, as: kind, to: output)
      }
    }
    if json {
      print(
        try JSONText.encode(
          OutputSummary(
            output: output,
            rows: input.rowCount,
            columns: input.columnCount,
            inputKind: input.kindName,
            outputKind: kind.rawValue
          )
        )
      )
    } else {
      print(input.summary)
      print("\(kind.rawValue) written to \(output)")
    }
  }

  private struct OutputSummary: Encodable {
    let output: String
    let rows, columns: Int
    let inputKind, outputKind: String
  }
}
