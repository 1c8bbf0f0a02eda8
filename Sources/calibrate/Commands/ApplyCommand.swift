import ArgumentParser
import Calibration
import CalibrationFiles

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a fitted map to new outputs.",
    discussion: """
      The output has the shape of the input: one column stays one column.

      Example:
        calibrate apply calibrator.json new.npy -o probabilities.npy
      """
  )

  @Argument(help: "A calibrator that `calibrate fit -o` has written.")
  var calibrator: String

  @Argument(help: "Scores: npz, npy, csv, tsv or safetensors.")
  var input: String

  @Option(help: ArgumentHelp("The rows to use: from a up to, not including, b.", valueName: "a:b"))
  var rows: IndexRange?

  @OptionGroup
  var outputOptions: OutputArguments

  @OptionGroup(title: "Input options")
  var inputOptions: InputArguments

  @OptionGroup
  var common: CommonArguments

  func run() throws {
    try common.run {
      let calibrator = try Calibrator(contentsOf: calibrator)
      let read = try inputOptions.read(input, rows: rows)
      for warning in read.warnings { StandardError.warn(warning) }
      try naming(input) { try calibrator.check(read.predictions) }
      try outputOptions.write(calibrator.map, appliedTo: read, path: input, json: common.json)
    }
  }
}
