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
      The same file may be given twice with different rows.

      Examples:
        calibrate compare --fit validation.npz --test test.npz
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
  var testInput: String

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

  @Option(help: ArgumentHelp("The methods, separated by commas.", valueName: "names"))
  var methods = MethodList(names: MethodName.all)

  @Option(help: ArgumentHelp("What the fits minimise.", valueName: "name"))
  var objective: FittingObjective = .negativeLogLikelihood

  @Option(
    help: ArgumentHelp(
      "Where to look: the true optimum, or the grid of the published experiment.",
      valueName: "name"
    )
  )
  var search: ParameterSearch = .optimum

  @OptionGroup
  var evaluation: EvaluationArguments

  @OptionGroup(title: "Input options")
  var inputOptions: InputArguments

  @OptionGroup
  var common: CommonArguments

  private var fitAndTestOverlap: Bool {
    let paths = [fitInput, testInput].map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().path
    }
    guard paths[0] == paths[1] else { return false }
    let all = 0..<Int.max
    return (fitRows?.range ?? all).overlaps(testRows?.range ?? all)
  }

  func run() throws {
    try common.run {
      let options = try evaluation.options()
      let fitRead = try inputOptions.read(fitInput, rows: fitRows, labels: fitLabels)
      let testRead = try inputOptions.read(testInput, rows: testRows, labels: testLabels)
      for warning in testRead.warnings { StandardError.warn("\(testInput): \(warning)") }
      if fitAndTestOverlap {
        StandardError.warn(
          "rows of \(testInput) are both fitted and evaluated on; choose others with --fit-rows and --test-rows, or the figures flatter"
        )
      }
      let fitData = try fitRead.labeled()
      let testData = try testRead.labeled()
      guard fitData.classCount == testData.classCount else {
        throw FileError(
          .badData,
          path: testInput,
          reason:
            "it has \(testData.classCount) classes and \(fitInput) has \(fitData.classCount); give outputs of the same model"
        )
      }
      let progress = Progress()
      var entries = [
        try progress.say("evaluating") {
          try naming(testInput) {
            Comparison.Entry(
              fit: nil,
              seconds: nil,
              evaluation: try Evaluation(on: testData, options: options)
            )
          }
        }
      ]
      for method in methods.names {
        let entry = try progress.say("fitting and evaluating \(method)") {
          let clock = ContinuousClock()
          let start = clock.now
          let fit = try naming(fitInput) {
            try method.fit(to: fitData, objective: objective, search: search)
          }
          let seconds = (clock.now - start) / .seconds(1)
          return Comparison.Entry(
            fit: fit,
            seconds: seconds,
            evaluation: try naming(testInput) {
              try Evaluation(of: fit.calibrator.map, on: testData, options: options)
            }
          )
        }
        entries.append(entry)
      }
      let comparison = try Comparison(entries)
      if common.json {
        print(
          try JSONText.encode(
            comparison.json(fitRows: fitData.rowCount, testRows: testData.rowCount)
          )
        )
      } else {
        print("fitted on     \(fitRead.summary)")
        print("evaluated on  \(testRead.summary)\n")
        print(comparison.text)
      }
    }
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
}
