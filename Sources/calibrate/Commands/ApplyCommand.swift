import ArgumentParser
import Calibration
import CalibrationFiles

struct ApplyCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a fitted map to new outputs.",
    discussion: """
      The output has the shape of the input: one column stays one column.

      Examples:
        calibrate apply calibrator.json new.npy -o probabilities.npy
        calibrate apply venn-abers.json new.npy -o probabilities.npy --intervals intervals.csv
      """
  )

  @Argument(help: "A calibrator that `calibrate fit -o` has written.")
  var calibrator: String

  @Argument(help: "Scores: npz, npy, csv, tsv or safetensors.")
  var input: String

  @Option(
    help: ArgumentHelp(
      "Where to write the interval of each probability too, of a venn-abers calibrator: .npy, .npz, .csv or .tsv.",
      valueName: "file"
    )
  )
  var intervals: String?

  @OptionGroup var outputOptions: OutputArguments

  @OptionGroup(title: "Input options") var inputRows: RowArguments

  @OptionGroup var common: CommonArguments

  func perform() throws {
    try OutputCheck.check(
      outputs: [outputOptions.output] + [intervals].compactMap { $0 },
      inputs: [calibrator, input] + inputRows.paths
    )
    let calibrator = try Calibrator(contentsOf: calibrator)
    let read = try inputRows.read(input)
    for warning in read.warnings { StandardError.warn(warning) }
    try naming(input) { try calibrator.check(read.predictions) }
    let intervals = try intervals.map { path in
      guard let output = IntervalOutput(of: calibrator.map, for: read.predictions) else {
        throw UsageError(
          "--intervals is for calibrators fitted by venn-abers, and this is \(calibrator.method); leave it out, or fit another"
        )
      }
      return (path: path, output: output)
    }
    if let (path, output) = intervals { try output.write(read.predictions, to: path) }
    try outputOptions.write(calibrator.map, appliedTo: read, path: input, json: common.json)
    if let (path, _) = intervals, !common.json { print("intervals written to \(path)") }
  }
}
