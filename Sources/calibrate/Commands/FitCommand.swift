import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport
import Foundation

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a calibration map on held-out outputs and labels.",
    discussion: """
      The rows must be ones the model was not trained on.

      Examples:
        calibrate fit validation.npz --method focal-temperature -o calibrator.json
        calibrate fit validation.npz --method auto -o calibrator.json

      Methods:
        a few numbers      temperature, focal-temperature, focal-map,
                           ensemble-temperature, smoothed-temperature,
                           smoothed-focal-temperature
        for each class     vector, structured-vector, focal-structured-vector
        a matrix           matrix, dirichlet, structured-matrix,
                           focal-structured-matrix
        one curve for all  order-preserving-isotonic
        a curve for each   platt, beta, quadratic-logistic, isotonic,
                           centered-isotonic, spline, venn-abers, histogram,
                           histogram-equal-width, scaling-binning, bbq
        of the confidence  these after top-label-, as in top-label-isotonic
        for each output    any after per-label-, as in per-label-platt
        chosen for you     auto
      """
  )

  @Argument(help: "Scores and labels: npz, npy, csv, tsv or safetensors.")
  var input: String

  @Option(
    help: ArgumentHelp(
      "The method to fit, of those above; names joined by | are fitted one after the other.",
      valueName: "name"
    ),
    completion: .list(MethodName.allNames),
    transform: { try MethodName(parsing: $0) }
  )
  var method: MethodName = .focalTemperature

  @Option(help: ArgumentHelp("The rows to use: from a up to, not including, b.", valueName: "a:b"))
  var rows: IndexRange?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the calibrator.", valueName: "file")
  )
  var output: String?

  @OptionGroup(title: "Method options")
  var methodOptions: MethodArguments

  @OptionGroup(title: "Input options")
  var inputOptions: InputArguments

  @OptionGroup(title: "Input options")
  var weightOptions: WeightArguments

  @OptionGroup
  var common: CommonArguments

  func run() throws {
    try common.run {
      let read = try inputOptions.read(input, rows: rows, weights: weightOptions)
      let data = try read.labeled()
      let identity = Calibrator.Fitting.Input(
        name: URL(fileURLWithPath: input).lastPathComponent,
        sha256: try ContentHash.sha256(ofFileAt: input),
        rows: rows.map { $0.range.lowerBound..<($0.range.lowerBound + read.rowCount) }
      )
      let progress = Progress()
      let earlyWarnings = EarlyWarnings()
      let settings = try methodOptions.settings(for: [method], data)
      let line = FitProgressLine(
        progress: progress,
        earlyWarnings: earlyWarnings,
        candidates: CountedProgress(
          "choosing by cross-validation",
          count: settings.selection.candidates.count
        )
      )
      let fit = try progress.say("fitting \(method)") {
        try naming(input) {
          try method.fit(to: data, settings, input: identity, progress: line.show)
        }
      }
      let known = fit.calibrator.fitting?.warnings ?? []
      for warning in read.warnings where !known.contains(warning) { StandardError.warn(warning) }
      let json = try fit.calibrator.json()
      if let output {
        try AtomicFile.write(Array(json), to: output)
      }
      if common.json {
        print(String(decoding: json, as: UTF8.self), terminator: "")
      } else {
        printSummary(of: fit, read, earlyWarnings)
      }
    }
  }

  private func parameterText(of fit: MethodFit) -> String {
    fit.parameters.text(parameterCount: fit.calibrator.map.parameterCount)
  }

  private func printSummary(
    of fit: MethodFit,
    _ input: Input,
    _ earlyWarnings: EarlyWarnings
  ) {
    guard let fitting = fit.calibrator.fitting else { return }
    print("\(input.summary)")
    print("\(fit.name): \(parameterText(of: fit))")
    let objective = fitting.objective
    print(
      "\(objective.name) \(Numbers.fixed(objective.uncalibratedValue, 5)) → \(Numbers.fixed(objective.value, 5)) on the fitting data"
    )
    for choice in fitting.selections { print(choice.text) }
    for warning in earlyWarnings.remaining(of: fitting.warnings) { print("warning: \(warning)") }
    print(output.map { "written to \($0)" } ?? "not written; name a file with -o to keep it")
  }
}
