import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationReport

struct ReportTests {
  @Test
  func thePageHasItsSectionsAndLoadsNothing() throws {
    let page = try ComparedExamples.report().html()
    for id in [
      "summary", "comparison", "reliability", "classes", "focal", "risk", "provenance",
    ] {
      #expect(page.contains("<section id=\"\(id)\""), "\(id)")
      #expect(page.contains("href=\"#\(id)\""), "\(id)")
    }
    // Every address is of the page itself; the names of XML vocabularies are not loaded.
    let addresses = page.matches(of: /(?:src|href|action|poster)="([^"]*)"/).map(\.output.1)
    #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0 == "data:," })
    #expect(!page.contains("@import") && !page.contains("url(http"))
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    // No section of groups where there are none.
    #expect(!page.contains("<section id=\"groups\""))
  }

  @Test
  func numbersOfThePageAreThoseOfTheLibrary() throws {
    let report = try ComparedExamples.report()
    let values = Set(report.html().matches(of: /data-value="([^"]*)"/).compactMap { Double($0.output.1) })
    for map in report.comparison.maps {
      for metric in Metric.allCases {
        #expect(values.contains(map.evaluation[metric].value), "\(map.name), \(metric)")
        #expect(values.contains(map.evaluation[metric].interval.lower), "\(map.name), \(metric)")
      }
    }
  }

  @Test
  func whatUsersWroteIsText() throws {
    let hostile = "</script><img src=x onerror=alert(1)> \"&' | `*_["
    let report = try ComparedExamples.report(title: hostile, classNames: [hostile, "b", "c", "d"])
    let page = report.html()
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;img src=x"))
    #expect(!report.markdown.contains("<img"))
    #expect(report.markdown.contains("\\| \\`\\*\\_\\["))
  }

  @Test
  func tablesOfMarkdownAreWhole() throws {
    let markdown = try ComparedExamples.report().markdown
    var width: Int?
    var tables = 0
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let cells = line.replacing("\\|", with: "").split(separator: "|").count
      if width == nil { tables += 1 }
      #expect(width == nil || width == cells, "\(line)")
      width = width ?? cells
    }
    #expect(tables >= 5)
    #expect(markdown.hasPrefix("# Calibration report\n"))
    #expect(markdown.contains("calibrate report --test 'a b.npz'"))
    #expect(!markdown.contains("<svg"))
  }

  private struct JSON: Decodable {
    struct Comparison: Decodable {
      struct Method: Decodable {
        struct Estimate: Decodable {
          let value: Double
        }
        let method: String
        let metrics: [String: Estimate]
      }
      let methods: [Method]
    }
    struct Map: Decodable {
      struct Bin: Decodable {
        let weight: Double
        let confidence: Double?
      }
      struct Class: Decodable {
        let name: String
        let ece: Double
      }
      let name: String
      let reliability: [Bin]
      let classes: [Class]
    }
    struct Focal: Decodable {
      let temperature: Double
      let gamma: Double
    }
    let summary: [String]
    let comparison: Comparison
    let maps: [Map]
    let focal: Focal
  }

  @Test
  func theJSONHoldsTheNumbers() throws {
    let report = try ComparedExamples.report(classNames: ["cat"])
    let decoder = JSONDecoder()
    let json = try decoder.decode(JSON.self, from: Data(report.json().utf8))
    #expect(json.summary == report.summary)
    #expect(json.maps.map(\.name) == report.comparison.maps.map(\.name))
    for (map, compared) in zip(json.maps, report.comparison.maps) {
      let bins = compared.evaluation.reliability.bins
      #expect(map.reliability.map(\.weight) == bins.map(\.weight))
      #expect(map.reliability.map(\.confidence) == bins.map(\.meanConfidence))
      #expect(map.classes.map(\.name) == ["cat", "class 1", "class 2", "class 3"])
      let errors = compared.evaluation.classwiseReliability.classes.map(\.calibrationError)
      #expect(map.classes.map(\.ece) == errors)
    }
    for (method, compared) in zip(json.comparison.methods, report.comparison.maps) {
      for metric in Metric.allCases {
        #expect(method.metrics[metric.rawValue]?.value == compared.evaluation[metric].value)
      }
    }
    let optimum = try FocalTemperatureScaling().fit(to: ComparedExamples.fitting.get()).map
    #expect(json.focal.temperature == optimum.temperature)
    #expect(json.focal.gamma == optimum.gamma)
  }

  @Test(arguments: [1, 3])
  func theJSONHoldsWhatTablesAndTooltipsShow(labels: Int) throws {
    let report = try ComparedExamples.report(labels: labels, groups: true)
    let page = report.html()
    // JSONSerialization reads some numbers a last bit off.
    let json = try report.json().matches(of: /-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/)
      .compactMap { Double($0.output) }
    let known = Set(json)
    // Sliders have numbers of any T and γ, which their own tests hold to the library's.
    let tables = page.matches(of: /<table[\s\S]*?<\/table>/).map(\.output).joined()
    let shown = tables.matches(of: /data-value="([^"]*)"/).compactMap { Double($0.output.1) }
    #expect(shown.count > 200)
    let missing = shown.filter { !known.contains($0) }
    #expect(missing.isEmpty)
    let texts = Set(json.map { NumberText.fixed($0, digits: 2) })
    let counts = Set(json.map { NumberText.fixed($0, digits: 0) })
    let tips = page.matches(
      of:
        /<title>[^<:]*: confidence ([0-9.]+), accuracy ([0-9.]+) \(([0-9.]+)–([0-9.]+)\), ([0-9,]+) row/
    ).map(\.output)
    #expect(tips.count > 10)
    let missingInTips = tips.filter { tip in
      ![tip.1, tip.2, tip.3, tip.4].allSatisfy { texts.contains(String($0)) }
        || !counts.contains(String(tip.5))
    }
    #expect(missingInTips.isEmpty)
  }

  @Test
  func independentLabelsHaveASectionInPlaceOfClasses() throws {
    let report = try ComparedExamples.report(classNames: ["<cat>"], labels: 3)
    let page = report.html()
    #expect(page.contains("<section id=\"labels\"") && !page.contains("<section id=\"classes\""))
    #expect(page.contains("&lt;cat&gt;") && page.contains("label 2"))
    #expect(report.summary[1].contains("600 outputs (200 rows of 3 labels)"))
  }

  @Test
  func theSameReportIsTheSameBytes() throws {
    let (first, second) = (try ComparedExamples.report(), try ComparedExamples.report())
    #expect(first.html() == second.html())
    #expect(try first.json() == second.json())
  }

  @Test
  func wordsSayWhatTheNumbersSay() throws {
    let report = try ComparedExamples.report()
    #expect(report.summary[1].contains("over-confident by"))
    #expect(report.summary.contains { $0.hasPrefix("With ") })
    // Turned around, the same scores are under-confident.
    let test = try ComparedExamples.test.get()
    let flat = try TemperatureMap(temperature: 6)
    let under = try Report(
      MapComparison([
        ComparedMap("flat", map: flat, side: .init(flat, on: test), options: ComparedExamples.options())
      ])
    )
    #expect(under.summary[1].contains("under-confident by"))
  }

  @Test
  func aCalibratedModelIsNotAccused() throws {
    // The map that made the labels is the truth.
    let test = try ComparedExamples.test.get()
    let truth = try FocalTemperatureMap(temperature: 1.8, gamma: -0.2)
    let report = try Report(
      MapComparison([
        ComparedMap("truth", map: truth, side: .init(truth, on: test), options: ComparedExamples.options())
      ])
    )
    #expect(report.summary[1].contains("no more than chance"))
    #expect(report.summary[1].contains("neither too confident nor too little"))
  }

  @Test
  func groupsHaveASection() throws {
    let groups = RowGroups((0..<600).map { $0 % 3 == 0 ? "<a>" : "b" })
    let report = try Report(ComparedExamples.comparison(groups: groups))
    let page = report.html()
    #expect(page.contains("<section id=\"groups\""))
    #expect(page.contains("&lt;a&gt;"))
  }

  @Test
  func oneGroupAloneHasNoSection() throws {
    let groups = RowGroups((0..<600).map { _ in "only" })
    #expect(try Report(ComparedExamples.comparison(groups: groups)).groupSection == nil)
  }

  @Test
  func twoClassesHaveNoSimplex() throws {
    let three = try Self.report([2, 0, 0, 0, 1, 0], classes: 3, labels: [0, 2]).html()
    let two = try Self.report([2, 0, 0, 1], classes: 2, labels: [0, 0]).html()
    #expect(three.contains("The map on three classes"))
    #expect(!two.contains("The map on three classes"))
  }

  @Test
  func ofManyGroupsTheChartShowsTheWorst() throws {
    let groups = RowGroups((0..<600).map { "group \($0 % 24)" })
    let report = try Report(ComparedExamples.comparison(groups: groups))
    let section = try #require(report.groupSection).html.html
    #expect(section.contains("the 20 of 24 groups with the largest errors"))
    #expect(section.contains("<summary>All groups, uncalibrated</summary>"))
    let table = try #require(section.firstMatch(of: /<table[\s\S]*?<\/table>/)).output
    #expect(table.matches(of: /<tr>/).count == 25)
  }

  @Test(arguments: [1, 2])
  func fewRowsAreReportedToo(rows: Int) throws {
    let data = try overconfidentPredictions(rows: rows, classes: 2, seed: 5)
    let report = try Report(MapComparison([ComparedMap(side: .init(on: data), options: ComparedExamples.options())]))
    #expect(report.html().contains("<section id=\"summary\""))
    #expect(try !report.json().isEmpty)
    #expect(!report.markdown.contains("nan"))
    #expect(report.summary[1].contains("of \(rows == 1 ? "1 row" : "2 rows") and"))
    #expect(report.cautions.contains { $0.contains("little about calibration") })
  }

  /// The report on rows with a map that was fitted to them.
  private static func report(_ scores: [Float], classes: Int, labels: [Int32]) throws -> Report {
    let data = try LabeledPredictions(Predictions(scores, columnCount: classes, kind: .logits), labels: labels)
    let fit = try TemperatureScaling().fit(to: data)
    let temperature = try ComparedMap(
      "temperature",
      map: fit.map,
      fit: fit.summary(method: "temperature"),
      side: .init(fit.map, on: data),
      options: ComparedExamples.options()
    )
    return try Report(
      MapComparison([
        ComparedMap(side: .init(on: data), options: ComparedExamples.options()), temperature,
      ]),
      fittingData: data
    )
  }

  @Test(arguments: [
    "all right", "all wrong", "certain", "extreme", "constant", "impossible classes",
  ])
  func extremesAreReportedWithoutNonsense(kind: String) throws {
    let count = 60
    let labels = (0..<count).map { Int32($0 % 3) }
    let scores = (0..<count).flatMap { row -> [Float] in
      let leading =
        switch kind {
        case "all right": row % 3
        case "all wrong": (row + 1) % 3
        default: (row / 2) % 3
        }
      return (0..<3).map { column in
        let isLeading = column == leading
        return switch kind {
        case "certain": isLeading ? 200 : 0
        case "extreme": isLeading ? 1e4 : -1e4 + Float(row)
        case "constant": 5
        case "impossible classes":
          column == row % 3 || isLeading ? Float(row % 7) : -.infinity
        default: isLeading ? 2 + Float(row) / 50 : 0
        }
      }
    }
    let report = try Self.report(scores, classes: 3, labels: labels)
    let json = try report.json()
    for text in [report.markdown, json] + report.sections.map(\.html.html) {
      let words = text.matches(of: /\b(?:nan|inf|infinity)\b/.ignoresCase()).map(\.output)
      #expect(words == [])
    }
    // What the data do not determine is not quoted.
    let asks = report.summary.contains { $0.hasPrefix("Of temperature and γ") }
    #expect(!asks || kind == "impossible classes", "\(report.summary)")
  }

  @Test
  func aMapThatIsNoBetterIsNotPraised() throws {
    // The scores are calibrated; a map fitted to others cannot better them, and this one is far off.
    let test = try ComparedExamples.test.get()
    let truth = try FocalTemperatureMap(temperature: 1.8, gamma: -0.2)
    let calibrated = try LabeledPredictions(truth.logProbabilities(for: test.predictions), labels: test.labels)
    let flat = try TemperatureMap(temperature: 3)
    let options = try ComparedExamples.options()
    let report = try Report(
      MapComparison([
        ComparedMap(side: .init(on: calibrated), options: options),
        ComparedMap("flat", map: flat, side: .init(flat, on: calibrated), options: options),
      ])
    )
    #expect(report.summary[0].hasPrefix("Keep the uncalibrated scores: flat is worse; it raises NLL by"))
    #expect(report.summary[2].contains("which is more than noise"))
    #expect(report.summary.contains { $0.hasPrefix("Even with it the model is not calibrated") })
  }

  @Test
  func numbersHaveTypographicMinusSigns() throws {
    let report = try ComparedExamples.report(groups: true)
    #expect(report.summary[2].contains(/difference −[0-9.]+ to −[0-9.]+/))
    for text in report.summary + report.sections.map(\.markdown) {
      // Not those of names, commands and dates.
      let hyphens = text.matches(of: /[ (|]-[0-9]/)
      #expect(hyphens.isEmpty, "\(text)")
    }
  }

  @Test
  func tooFewResamplesAreSaid() throws {
    let test = try ComparedExamples.test.get()
    let options = try EvaluationOptions(resampleCount: 20)
    let map = try TemperatureMap(temperature: 1.7)
    let report = try Report(
      MapComparison([
        ComparedMap(side: .init(on: test), options: options),
        ComparedMap("temperature", map: map, side: .init(map, on: test), options: options),
      ])
    )
    #expect(
      report.cautions == [
        "With so many maps no difference can be distinguished from noise by 20 resamples: that takes 39 or more."
      ]
    )
    #expect(report.html().contains("that takes 39 or more"))
    #expect(report.summary.contains { $0.contains("for this pair alone") })
  }
}
