import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

struct FitCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a calibration map on held-out outputs and labels.",
    discussion: """
      The rows must be ones the model was not trained on.

      Examples:
        calibrate fit validation.npz --method focal-temperature -o calibrator.json
        calibrate fit validation.npz --method auto -o calibrator.json

      Methods:
      \(MethodHelp.table)
      """
  )

  @Argument(help: "Scores and labels: npz, npy, csv, tsv or safetensors.")
  var input: String

  @Option(
    help: ArgumentHelp(
      "The method to fit, of those above; \(MethodCatalog.defaultName) by default. Names joined by | are fitted one after the other.",
      valueName: "name"
    ),
    completion: .list(MethodCatalog.names),
    transform: { try MethodName($0) }
  )
  var method = MethodCatalog.defaultName

  @Option(name: [.short, .long], help: ArgumentHelp("Where to write the calibrator.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Method options") var methodOptions: MethodArguments

  @OptionGroup(title: "Input options") var inputRows: WeightedRowArguments

  @OptionGroup var common: CommonArguments

  func perform() throws {
    if let output {
      try OutputCheck.check(outputs: [output], inputs: [input] + inputRows.paths)
      try Self.checkName(output)
    }
    let read = try inputRows.read(input)
    let data = try read.labeled()
    let identity = try ContentHash.sha256(ofFileAt: input).map { hash in
      Calibrator.InputFile(
        name: URL(fileURLWithPath: input).lastPathComponent,
        sha256: hash,
        rows: inputRows.range.map { $0.lowerBound..<($0.lowerBound + read.rowCount) }
      )
    }
    if identity == nil, output != nil {
      StandardError.warn(
        "\(input) cannot be read twice, so the calibrator does not record which data it was fitted to"
      )
    }
    let progress = Progress()
    let earlyWarnings = EarlyWarnings()
    let method = try methodOptions.method(self.method)
    let line = FitProgressLine(
      progress: progress,
      earlyWarnings: earlyWarnings,
      candidates: CountedProgress("choosing by cross-validation", count: method.candidateCount(for: data.predictions))
    )
    let calibrator = try progress.say("fitting \(self.method)") {
      try naming(input) {
        try Calibrator(fitting: method, to: data, input: identity, progress: line.show)
      }
    }
    let known = calibrator.fit?.warnings ?? []
    for warning in read.warnings where !known.contains(warning) { StandardError.warn(warning) }
    if let output { try calibrator.write(to: output) }
    if common.json {
      print(String(decoding: try calibrator.json(), as: UTF8.self), terminator: "")
    } else {
      printSummary(of: calibrator, method.title(calibrator), read, earlyWarnings)
    }
  }

  /// Refuses a name that says the file holds scores: a calibrator is JSON.
  private static func checkName(_ output: String) throws {
    if let format = try? OutputFormat(path: output) {
      throw UsageError(
        "a calibrator is JSON, and \(output) would be named as a file of scores (.\(format.rawValue)); let the name end in .json"
      )
    }
  }

  private func printSummary(of calibrator: Calibrator, _ name: String, _ input: Input, _ earlyWarnings: EarlyWarnings) {
    guard let fit = calibrator.fit else { return }
    let parameters = fit.parameters.text(parameterCount: calibrator.map.parameterCount)
    print("\(input.summary)")
    print("\(name): \(parameters)")
    let objective = fit.objective
    print(
      "\(objective.name.rawValue) \(Numbers.fixed(objective.uncalibratedValue, 5)) → \(Numbers.fixed(objective.value, 5)) on the fitting data"
    )
    for choice in fit.selections { print(choice.text) }
    for warning in earlyWarnings.remaining(of: fit.warnings) { print("warning: \(warning)") }
    print(output.map { "written to \($0)" } ?? "not written; name a file with -o to keep it")
  }
}
