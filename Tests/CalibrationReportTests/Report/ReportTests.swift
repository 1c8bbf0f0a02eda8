import Calibration
import Foundation
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
    let values = Set(
      report.html().matches(of: /data-value="([^"]*)"/).compactMap { Double($0.output.1) }
    )
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
    let report = try ComparedExamples.report(
      title: hostile,
      classNames: [hostile, "b", "c", "d"]
    )
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
    let optimum = try FocalTemperatureScaling().fit(to: ComparedExamples.fitting.get())
    #expect(json.focal.temperature == optimum.temperature)
    #expect(json.focal.gamma == optimum.gamma)
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
    #expect(report.summary[0].contains("over-confident by"))
    #expect(report.summary.contains { $0.hasPrefix("The best map by NLL is") })
    // Turned around, the same scores are under-confident.
    let test = try ComparedExamples.test.get()
    let flat = try TemperatureMap(temperature: 6)
    let under = try Report(
      MapComparison([
        ComparedMap(
          "flat",
          map: flat,
          side: .init(flat, on: test),
          options: ComparedExamples.options()
        )
      ])
    )
    #expect(under.summary[0].contains("under-confident by"))
  }

  @Test
  func aCalibratedModelIsNotAccused() throws {
    // The map that made the labels is the truth.
    let test = try ComparedExamples.test.get()
    let truth = try FocalTemperatureMap(temperature: 1.8, gamma: -0.2)
    let report = try Report(
      MapComparison([
        ComparedMap(
          "truth",
          map: truth,
          side: .init(truth, on: test),
          options: ComparedExamples.options()
        )
      ])
    )
    #expect(report.summary[0].contains("no more than chance"))
    #expect(report.summary[0].contains("neither too confident nor too little"))
  }

  @Test
  func groupsHaveASection() throws {
    let groups = RowGroups((0..<600).map { $0 % 3 == 0 ? "<a>" : "b" })
    let report = try Report(ComparedExamples.comparison(groups: groups))
    let page = report.html()
    #expect(page.contains("<section id=\"groups\""))
    #expect(page.contains("&lt;a&gt;"))
  }

  @Test(arguments: [1, 2])
  func fewRowsAreReportedToo(rows: Int) throws {
    let data = try overconfidentPredictions(rows: rows, classes: 2, seed: 5)
    let report = try Report(
      MapComparison([ComparedMap(side: .init(on: data), options: ComparedExamples.options())])
    )
    #expect(report.html().contains("<section id=\"summary\""))
    #expect(try !report.json().isEmpty)
    #expect(!report.markdown.contains("nan"))
  }
}
