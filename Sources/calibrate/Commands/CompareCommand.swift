import ArgumentParser
import Calibration
import CalibrationFiles
import Foundation

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Fit several methods, evaluate them on other rows, and say which differences are real.",
    discussion: """
      The same file may be given twice with different rows. With one set of rows only, --cv evaluates \
      each row by a map that was fitted without it.

      Examples:
        calibrate compare --fit validation.npz --test test.npz
        calibrate compare --fit validation.npz --cv 5
        calibrate compare --fit outputs.npz --fit-rows 0:5000 \\
          --test outputs.npz --test-rows 5000:10000
      """
  )

  @Option(name: .customLong("fit"), help: ArgumentHelp("The file to fit on.", valueName: "input"))
  var fitInput: String

  @Option(
    name: .customLong("test"),
    help: ArgumentHelp("The file to evaluate on.", valueName: "input")
  )
  var testInput: String?

  @Option(
    help: ArgumentHelp(
      "Evaluate by cross-validation with this many folds instead of on a test file.",
      valueName: "n"
    )
  )
  var cv: Int?

  @Option(
    help: ArgumentHelp("The rows to fit on: from a up to, not including, b.", valueName: "a:b")
  )
  var fitRows: IndexRange?

  @Option(
    help: ArgumentHelp("The rows to evaluate on: from a up to, not including, b.", valueName: "a:b")
  )
  var testRows: IndexRange?

  @Option(help: ArgumentHelp("A file with the labels of the rows to fit on.", valueName: "file"))
  var fitLabels: String?

  @Option(help: ArgumentHelp("A file with the labels of the rows to test on.", valueName: "file"))
  var testLabels: String?

  @Option(help: ArgumentHelp("A file with the weights of the rows to fit on.", valueName: "file"))
  var fitWeights: String?

  @Option(help: ArgumentHelp("A file with the weights of the rows to test on.", valueName: "file"))
  var testWeights: String?

  @Option(
    help: ArgumentHelp(
      "The methods, separated by commas; the usual ones for the number of classes by default.",
      valueName: "names"
    )
  )
  var methods: MethodList?

  @OptionGroup
  var comparison: ComparisonArguments

  @OptionGroup(title: "Groups")
  var groups: GroupArguments

  @OptionGroup
  var evaluation: EvaluationArguments

  @OptionGroup(title: "Method options")
  var methodOptions: MethodArguments

  @OptionGroup(title: "Input options")
  var inputOptions: InputArguments

  @OptionGroup(title: "Input options")
  var weightOptions: WeightArguments

  @OptionGroup
  var common: CommonArguments

  func validate() throws {
    guard (testInput == nil) != (cv == nil) else {
      throw ValidationError("give either --test with other rows, or --cv with a number of folds")
    }
  }

  func run() throws {
    try common.run {
      let options = try evaluation.options()
      // Groups are of the rows that are evaluated.
      let fitRead = try inputOptions.read(
        fitInput,
        rows: fitRows,
        labels: fitLabels,
        weights: weightOptions.replacing(fitWeights),
        groupColumn: groups.groupColumn,
        groups: cv == nil ? nil : groups
      )
      let fitData = try fitRead.labeled()
      let trials = try trials(fitRead, fitData, options)
      let usual = MethodPart.usual(for: fitData.predictions).map { MethodName($0) }
      // `nil` stands for the scores as they came.
      var settings = methodOptions.settings(Progress())
      // Fits that run at the same time have no line of their own to show how far they are; warnings stay.
      settings.matrix.onProgress = { [report = settings.matrix.onProgress] event in
        if case .warning = event { report?(event) }
      }
      let names: [MethodName?] = [nil] + (methods?.names ?? usual)
      let progress = CountedProgress("fitting and evaluating", count: names.count)
      let entries = Workers.mapTasks(names.count) { [settings] index in
        let name = names[index].map(\.description) ?? "uncalibrated"
        progress.started(name)
        defer { progress.finished(name) }
        return Result { try entry(names[index], settings, fitData, trials) }
      }
      let comparison = try Comparison(entries.map { try $0.get() }, comparison)
      if let needed = comparison.resamplesNeeded {
        StandardError.warn(
          "with so many methods no difference can be told from noise by \(options.resampleCount) resamples; give --resamples \(needed) or more"
        )
      }
      if common.json {
        print(
          try JSONText.encode(
            comparison.json(fitRows: fitData.rowCount, testRows: trials.data.rowCount, cv: cv)
          )
        )
      } else {
        print("fitted on     \(fitRead.summary)")
        print("evaluated on  \(trials.summary)\n")
        print(comparison.text)
      }
    }
  }

  /// Fits a method, if there is one, and tries it.
  private func entry(
    _ method: MethodName?,
    _ settings: MethodSettings,
    _ fitData: LabeledPredictions,
    _ trials: Trials
  ) throws -> Comparison.Entry {
    guard let method else { return try trials.entry(nil, seconds: nil, .init(on: trials.data)) }
    let clock = ContinuousClock()
    let start = clock.now
    let fit = try naming(fitInput) {
      try method.fit(to: fitData, settings)
    }
    let seconds = (clock.now - start) / .seconds(1)
    // What was said of a fit to all rows need not be said of each fold.
    var quietSettings = settings
    quietSettings.matrix.onProgress = nil
    let side = try trials.side(
      fit,
      method.method(quietSettings, for: fitData.predictions)
    )
    return try trials.entry(fit, seconds: seconds, side)
  }

  /// How maps are tried: on other rows, or by cross-validation.
  private struct Trials {
    let summary: String
    let path: String
    let data: LabeledPredictions
    let groups: RowGroups?
    let options: EvaluationOptions
    /// `nil` where the data are not those of the fit.
    let crossValidation: CrossValidation?

    /// A fitted map with the rows it is tried on.
    func side(
      _ fit: MethodFit,
      _ method: any CalibrationMethod
    ) throws -> PairedPermutationTest.Side {
      try naming(path) {
        guard let crossValidation else {
          return PairedPermutationTest.Side(fit.calibrator.map, on: data)
        }
        return PairedPermutationTest.Side(
          on: try crossValidation.predictions(of: method, on: data)[0]
        )
      }
    }

    func entry(
      _ fit: MethodFit?,
      seconds: Double?,
      _ side: PairedPermutationTest.Side
    ) throws -> Comparison.Entry {
      try naming(path) {
        Comparison.Entry(
          fit: fit,
          seconds: seconds,
          side: side,
          evaluation: try side.evaluation(options: options),
          groups: try groups.map { try side.evaluation(of: $0, options: options) }
        )
      }
    }
  }

  private func trials(
    _ fitRead: Input,
    _ fitData: LabeledPredictions,
    _ options: EvaluationOptions
  ) throws -> Trials {
    guard let testInput else {
      let folds = try checkingOptions {
        try CrossValidation(foldCount: cv ?? 0, repeatCount: 1, seed: options.seed)
      }
      return Trials(
        summary:
          "the same rows, each by a map fitted on the other \(folds.foldCount - 1) of \(folds.foldCount) folds",
        path: fitInput,
        data: fitData,
        groups: fitRead.groups,
        options: options,
        crossValidation: folds
      )
    }
    let read = try inputOptions.read(
      testInput,
      rows: testRows,
      labels: testLabels,
      weights: weightOptions.replacing(testWeights),
      groups: groups
    )
    for warning in read.warnings { StandardError.warn("\(testInput): \(warning)") }
    if overlaps(testInput) {
      StandardError.warn(
        "rows of \(testInput) are both fitted and evaluated on; choose others with --fit-rows and --test-rows, or use --cv, or the figures flatter"
      )
    }
    let data = try read.labeled()
    guard fitData.classCount == data.classCount else {
      throw FileError(
        .badData,
        path: testInput,
        reason:
          "it has \(data.classCount) classes and \(fitInput) has \(fitData.classCount); give outputs of the same model"
      )
    }
    guard fitData.predictions.labelCount == data.predictions.labelCount else {
      throw FileError(
        .badData,
        path: testInput,
        reason:
          "it has \(data.predictions.labelCount) independent outputs and \(fitInput) has \(fitData.predictions.labelCount); give outputs of the same model"
      )
    }
    return Trials(
      summary: read.summary,
      path: testInput,
      data: data,
      groups: read.groups,
      options: options,
      crossValidation: nil
    )
  }

  private func overlaps(_ testInput: String) -> Bool {
    let paths = [fitInput, testInput].map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().path
    }
    guard paths[0] == paths[1] else { return false }
    let all = 0..<Int.max
    return (fitRows?.range ?? all).overlaps(testRows?.range ?? all)
  }
}

/// Method names separated by commas.
struct MethodList: ExpressibleByArgument, CustomStringConvertible, Sendable {
  let names: [MethodName]

  init(names: [MethodName]) {
    self.names = names
  }

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { String($0) }
    let names = parts.compactMap { MethodName(argument: $0) }
    guard !names.isEmpty, names.count == parts.count, Set(names).count == names.count else {
      return nil
    }
    self.init(names: names)
  }

  var description: String { names.map(\.description).joined(separator: ",") }

  static var allValueStrings: [String] { MethodName.allValueStrings }

  static var defaultCompletionKind: CompletionKind { MethodName.defaultCompletionKind }
}
