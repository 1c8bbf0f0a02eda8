import ArgumentParser
import CalibrationFiles
import CalibrationReport

struct CompareCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Fit several methods, evaluate them on other rows, and say which to deploy.",
    discussion: """
      The first sentence is the verdict: the simplest map that no other is distinguishably better \
      than. The tables below show why.

      The same file may be given twice with different rows. With one set of rows only, --cv evaluates \
      each row by a map that was fitted without it.

      Examples:
        calibrate compare --fit validation.npz --test test.npz
        calibrate compare --fit validation.npz --test test.npz --report report.html
        calibrate compare --fit validation.npz --cv 5
        calibrate compare --fit outputs.npz --fit-rows 0:5000 \\
          --test outputs.npz --test-rows 5000:10000
      """
  )

  @OptionGroup var compared: ComparedArguments

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("Also write a report: .html, .md or .json; may be given several times.", valueName: "file")
  )
  var reports: [String] = []

  @OptionGroup var common: CommonArguments

  /// The uncalibrated scores, and what the map to deploy, or else the best, makes of them.
  private func curves(_ comparison: MapComparison) -> [ReliabilityDiagram.Curve] {
    [comparison.uncalibrated, comparison.shownMap].compactMap { map in
      map.map { .init($0.name, bins: $0.evaluation.reliability) }
    }
  }

  func perform() throws {
    try OutputCheck.check(outputs: reports, inputs: compared.paths)
    let files = try reports.map { try ReportFile(path: $0) }
    let run = try ComparisonRun(compared)
    if common.json {
      print(
        try JSONText.encode(
          run.comparison.json(fitRows: run.fitData?.rowCount, testRows: run.testRowCount, cv: compared.cv)
        )
      )
    } else {
      let width = Terminal.columns
      print("\(WrappedText.text(run.comparison.verdict.description, width: width))\n")
      if let summary = run.fitSummary {
        print(WrappedText.text(summary, width: width, lead: "fitted on     "))
      }
      print(WrappedText.text(run.testSummary, width: width, lead: "evaluated on  "))
      print("\n\(run.comparison.text(width: width))")
      if let terminal = Terminal() { print("\n\(terminal.reliability(curves(run.comparison)))") }
    }
    guard !files.isEmpty else { return }
    let report = try Progress().say("writing the report") {
      try run.report(compared, title: nil)
    }
    for file in files {
      try file.write(report)
      if !common.json { print("report written to \(file.path)") }
    }
  }
}
