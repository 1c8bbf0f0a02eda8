import ArgumentParser
import CalibrationFiles
import CalibrationReport

struct ReportCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report that people can look at: a page, Markdown or JSON.",
    discussion: """
      Compares as `calibrate compare` does. The page is one file without anything outside it: charts, \
      tables, words, and sliders for temperature and γ. .md is for pull requests and model cards, .json \
      holds the numbers.

      Examples:
        calibrate report --fit validation.npz --test test.npz -o report.html
        calibrate report --test test.npz --calibrator calibrator.json -o report.html -o report.md
      """
  )

  @OptionGroup var compared: ComparedArguments

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Where to write: .html, .md or .json; may be given several times.", valueName: "file")
  )
  var outputs: [String] = []

  @Option(help: ArgumentHelp("The title.", valueName: "text"))
  var title: String?

  @Flag(help: "Show the page in the browser.")
  var open = false

  @OptionGroup var common: CommonArguments

  func validate() throws {
    guard !outputs.isEmpty || common.json else {
      throw ValidationError("name a file for the report with -o, ending in .html, .md or .json")
    }
    guard !open || outputs.contains(where: { ReportFile.isPage(path: $0) }) else {
      throw ValidationError("--open shows a page; name one with -o, ending in .html")
    }
  }

  func perform() throws {
    try OutputCheck.check(outputs: outputs, inputs: compared.paths)
    let files = try outputs.map { try ReportFile(path: $0) }
    let run = try ComparisonRun(compared)
    let report = try Progress().say("writing the report") {
      try run.report(compared, title: title)
    }
    for file in files { try file.write(report) }
    if common.json {
      print(try report.json())
    } else {
      let width = Terminal.columns
      for sentence in report.summary { print(WrappedText.text(sentence, width: width)) }
      for file in files { print("report written to \(file.path)") }
    }
    if open, let page = files.first(where: \.isPage), !PageViewer.show(page.path) {
      StandardError.warn("no program took the page; open \(page.path) in a browser")
    }
  }
}
