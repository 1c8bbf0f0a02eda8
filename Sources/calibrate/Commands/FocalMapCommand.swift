import ArgumentParser
import Calibration
import CalibrationFiles

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

struct FocalMapCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "focal-map",
    abstract: "Turn the outputs of a model trained with focal loss into probabilities.",
    discussion: """
      No data are fitted: the map follows from the gamma of the training loss. With --alpha, or with \
      --kind sigmoid, every output is a binary problem of its own, as in dense detectors and gradient \
      boosters trained with alpha-balanced focal loss.

      A name ending in .json after -o gets the map itself, as a calibrator file for apply and evaluate.

      Examples:
        calibrate focal-map --gamma 3 logits.npy -o probabilities.npy
        calibrate focal-map --gamma 2 --alpha 0.25 --kind sigmoid detector.npy \\
          -o probabilities.npy
        calibrate focal-map --gamma 3 --classes 10 -o calibrator.json
      """
  )

  // Unconditional, so that a negative number is not taken for an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The gamma of the focal loss that the model was trained with, at least -1. 0 is cross-entropy; the larger it is, the less the loss counts rows that the model is sure of, and the more the map raises confidence.",
      valueName: "g"
    )
  )
  var gamma: Double

  @Option(help: ArgumentHelp("The alpha of the training loss: the weight of positives, in (0, 1).", valueName: "a"))
  var alpha: Double?

  @Option(help: ArgumentHelp("The number of classes, for a calibrator file without an input.", valueName: "n"))
  var classes: Int?

  @Argument(help: "Scores: npz, npy, csv, tsv or safetensors; not needed for a calibrator file.")
  var input: String?

  @OptionGroup var outputOptions: OutputArguments

  @OptionGroup(title: "Input options") var inputRows: RowArguments

  @OptionGroup var common: CommonArguments

  func validate() throws {
    guard classes == nil || isCalibratorWanted && input == nil else {
      throw ValidationError("--classes is for calibrator files without an input; leave it out")
    }
    if let classes, classes < 2 {
      throw ValidationError("--classes is \(classes); give at least 2")
    }
    if alpha != nil, let classes, classes != 2 {
      throw ValidationError("--alpha is for binary outputs; leave out --classes")
    }
    guard isCalibratorWanted || input != nil else {
      throw ValidationError("name a file of scores, or a calibrator file to write: -o FILE.json")
    }
    guard !isCalibratorWanted || !outputOptions.logProbabilities else {
      throw ValidationError("--log-probabilities is for scores, not for calibrator files")
    }
  }

  func perform() throws {
    try OutputCheck.check(outputs: [outputOptions.output], inputs: [input].compactMap { $0 } + inputRows.paths)
    let map: any CalibrationMap = try checkingOptions {
      if let alpha { return try SigmoidFocalCalibrationMap(gamma: gamma, alpha: alpha) }
      return try FocalCalibrationMap(gamma: gamma)
    }
    let scores = try input.map { try readScores($0) }
    if isCalibratorWanted {
      try write(map, classCount: try classCount(of: scores))
    } else if let input, let scores {
      try outputOptions.write(map, appliedTo: scores, path: input, json: common.json)
    }
  }

  private var isCalibratorWanted: Bool { outputOptions.output.hasSuffix(".json") }

  private func readScores(_ path: String) throws -> Input {
    let read = try inputRows.read(path)
    for warning in read.warnings { StandardError.warn(warning) }
    if alpha != nil, read.predictions.classCount != 2 {
      throw UsageError(
        "--alpha is for binary outputs, but \(path) has \(read.predictions.classCount) classes; if its columns are independent sigmoid outputs, say so with --kind sigmoid"
      )
    }
    return read
  }

  private func classCount(of input: Input?) throws -> Int {
    if let input { return input.predictions.classCount }
    if alpha != nil || inputRows.input.kind == .sigmoid { return 2 }
    guard let classes else {
      throw UsageError("a calibrator file says for how many classes it is; give --classes N, or a file of scores")
    }
    return classes
  }

  private func write(_ map: any CalibrationMap, classCount: Int) throws {
    let calibrator = try Calibrator(map: map, classCount: classCount)
    try calibrator.write(to: outputOptions.output)
    if common.json {
      print(String(decoding: try calibrator.json(), as: UTF8.self), terminator: "")
    } else {
      print("\(calibrator.method) for \(classCount) classes written to \(outputOptions.output)")
    }
  }
}
