import Calibration

/// What several maps do to the same rows, in words, tables, charts and numbers: one value that is written as a
/// page (``html()``), for pull requests and model cards (``markdown``), or for programs (``json()``).
///
/// ```swift
/// let maps = try [ComparedMap(side: .init(on: test)),
///   ComparedMap("temperature", map: map, side: .init(map, on: test))]
/// let report = try Report(MapComparison(maps), fittingData: validation)
/// try report.html().write(toFile: "report.html", atomically: true, encoding: .utf8)
/// ```
public struct Report: Sendable {
  /// The title.
  public let title: String
  /// The maps, sorted, with what their differences mean.
  public let comparison: MapComparison
  /// The number of folds, where each row is evaluated by a map that was fitted without it.
  public let foldCount: Int?
  /// Names of the classes, or of independent labels; numbers stand for those that have none.
  public let classNames: [String]
  /// Where the numbers come from.
  public let provenance: ReportProvenance
  /// One for each map of the comparison.
  let findings: [MapFindings]
  /// What temperature and γ do.
  let focal: FocalFindings

  /// Calculates what is shown beyond the comparison itself.
  ///
  /// - Parameters:
  ///   - fittingData: The rows that the maps were fitted to, for the likelihood of T and γ; without them it is that
  ///     of the rows that are evaluated, and the report says so.
  /// - Throws: `PredictionsError` as fits of focal temperature scaling do, and where a map does not fit the rows.
  public init(
    _ comparison: MapComparison,
    fittingData: LabeledPredictions? = nil,
    foldCount: Int? = nil,
    title: String = "Calibration report",
    classNames: [String] = [],
    provenance: ReportProvenance = ReportProvenance()
  ) throws {
    self.title = title
    self.comparison = comparison
    self.foldCount = foldCount
    self.classNames = classNames
    self.provenance = provenance
    findings = try comparison.maps.map {
      try MapFindings($0, options: comparison.evaluationOptions)
    }
    focal = try FocalFindings(comparison, fittingData: fittingData)
  }

  /// The evaluation whose rows all maps share.
  var rows: Evaluation { comparison.maps[comparison.baseline].evaluation }

  /// The independent outputs of a row; 1 where it has one label among several classes.
  var labelCount: Int {
    comparison.maps[comparison.baseline].side.data.predictions.labelCount
  }

  /// What is shown as *before*: the uncalibrated scores, or the worst map.
  var before: Int {
    comparison.maps.firstIndex { $0.map == nil } ?? comparison.maps.count - 1
  }

  /// What is shown as *after*: the map that the verdict names, or else the best; `nil` where there is nothing but
  /// what is shown before.
  var after: Int? {
    let shown = comparison.deployedMap ?? comparison.maps.firstIndex { $0.map != nil }
    return shown == before ? nil : shown
  }

  /// The places of what is shown beside each other, before and after.
  var shown: [Int] { [before, after].compactMap { $0 } }

  /// The name of a class; of independent labels the two classes are that one is absent, and present.
  func className(_ index: Int) -> String {
    guard labelCount == 1 else { return index == 0 ? "absent" : "present" }
    return classNames.indices.contains(index) ? classNames[index] : "class \(index)"
  }

  /// The name of a label of several independent ones.
  func labelName(_ index: Int) -> String {
    classNames.indices.contains(index) ? classNames[index] : "label \(index)"
  }

  /// The sections, first to last.
  var sections: [ReportSection] {
    [
      summarySection, comparisonSection, reliabilitySection,
      labelCount > 1 ? labelSection : classSection, focalSection,
      riskSection, groupSection, provenanceSection,
    ].compactMap { $0 }
  }

  // MARK: Formats

  /// The report as a page in one file.
  public func html() -> String {
    let sections = sections
    let contents = HTMLNode.element(
      "nav",
      class: "contents",
      [.init("aria-label", "Contents")],
      [
        .element(
          "ul",
          [],
          sections.map {
            .element("li", [], [.element("a", [.init("href", "#\($0.id)")], text: $0.title)])
          }
        )
      ]
    )
    return HTMLPage(
      title: title,
      summary: summary.first ?? title,
      content: [contents] + sections.map(\.html),
      version: provenance.version
    ).html
  }

  /// The report in Markdown, for pull requests and model cards: everything but the charts.
  public var markdown: String {
    (["# \(MarkdownText.escaped(title))"] + sections.filter(\.hasWords).map(\.markdown))
      .joined(separator: "\n\n") + "\n"
  }
}
