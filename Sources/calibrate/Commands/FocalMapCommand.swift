import ArgumentParser
import Calibration
import CalibrationFiles

struct FocalMapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "focal-map",
    abstract: "Turn the outputs of a model trained with focal loss into probabilities.",
    discussion: """
      No data are fitted: the map follows from the gamma of the training loss. With --alpha, or with \
      --kind sigmoid, every output is a binary problem of its own, as in dense detectors and gradient \
      boosters trained with alpha-balanced focal loss.

      Examples:
        calibrate focal-map --gamma 3 logits.npy -o probabilities.npy
        calibrate focal-map --gamma 2 --alpha 0.25 --kind sigmoid detector.npy \\
          -o probabilities.npy
      """
  )

  // Unconditional, so that a negative number is not taken for an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The gamma of the training loss, at least -1.", valueName: "g")
  )
  var gamma: Double

  @Option(
    help: ArgumentHelp(
      "The alpha of the training loss: the weight of positives, in (0, 1).",
      valueName: "a"
    )
  )
  var alpha: Double?

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
      let map: any CalibrationMap = try checkingOptions {
        if let alpha { return try SigmoidFocalCalibrationMap(gamma: gamma, alpha: alpha) }
        return try FocalCalibrationMap(gamma: gamma)
      }
      let read = try inputOptions.read(input, rows: rows)
      for warning in read.warnings { StandardError.warn(warning) }
      if alpha != nil, read.predictions.classCount != 2 {
        throw UsageError(
          "--alpha is for binary outputs, but \(input) has \(read.predictions.classCount) classes; if its columns are independent sigmoid outputs, say so with --kind sigmoid"
        )
      }
      try outputOptions.write(map, appliedTo: read, path: input, json: common.json)
    }
  }
}
