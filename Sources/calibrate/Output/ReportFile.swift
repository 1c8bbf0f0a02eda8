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

/// A file that a report is written to: a page, Markdown or JSON, as its name ends.
struct ReportFile {
  private enum Format {
    case html, markdown, json
  }

  let path: String
  private let format: Format

  /// - Throws: ``FileError`` where the name's end says nothing.
  init(path: String) throws(FileError) {
    guard let format = Self.format(path: path) else {
      throw FileError(
        .cannotCreate,
        path: path,
        reason: "a report is written as its name ends; let it end in .html, .md or .json"
      )
    }
    self.path = path
    self.format = format
  }

  /// Whether a browser shows it.
  var isPage: Bool { format == .html }

  /// Whether a file of that name would be a page.
  static func isPage(path: String) -> Bool { format(path: path) == .html }

  private static func format(path: String) -> Format? {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "html", "htm": .html
    case "md", "markdown": .markdown
    case "json": .json
    default: nil
    }
  }

  func write(_ report: Report) throws {
    let text =
      switch format {
      case .html: report.html()
      case .markdown: report.markdown
      case .json: try report.json() + "\n"
      }
    try AtomicFile.write(Array(text.utf8), to: path)
  }
}

extension ComparisonRun {
  /// The report of the run.
  func report(_ arguments: ComparedArguments, title: String?) throws -> Report {
    try naming(arguments.testInput ?? arguments.fitInput ?? "") {
      try Report(
        comparison,
        fittingData: fitData,
        foldCount: arguments.cv,
        title: title ?? "Calibration report",
        classNames: classNames,
        provenance: try provenance(arguments)
      )
    }
  }

  private func provenance(_ arguments: ComparedArguments) throws -> ReportProvenance {
    var inputs: [ReportProvenance.Input] = []
    func add(_ role: String, _ path: String, _ summary: String) throws {
      inputs.append(
        ReportProvenance.Input(role: role, path: path, sha256: try ContentHash.sha256(ofFileAt: path), summary: summary)
      )
    }
    if let path = arguments.fitInput, let fitSummary { try add("Fitted on", path, fitSummary) }
    if let path = arguments.testInput {
      try add("Evaluated on", path, testSummary)
    } else {
      inputs.append(
        ReportProvenance.Input(role: "Evaluated on", path: arguments.fitInput ?? "", sha256: nil, summary: testSummary)
      )
    }
    for path in arguments.calibrators { try add("Calibrator", path, path) }
    return ReportProvenance(inputs: inputs, command: CommandText.current, version: softwareVersion, date: Self.date)
  }

  /// Today, or the day that SOURCE_DATE_EPOCH names, so that a report can be made again to the byte.
  private static var date: String {
    let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { UInt32($0) }
    let date = epoch.map { Date(timeIntervalSince1970: Double($0)) } ?? Date()
    return date.formatted(.iso8601.year().month().day())
  }
}
