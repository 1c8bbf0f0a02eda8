import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@testable import calibrate

@Suite final class ReportCommandTests: CommandLineTests {
  init() throws {
    try super.init(rows: 240)
  }

  private let split = [
    "--fit", "data.npz", "--fit-rows", "0:120", "--test", "data.npz", "--test-rows", "120:240",
    "--methods", "temperature,focal-temperature", "--resamples", "99",
  ]

  private func text(_ name: String) throws -> String {
    try calibrate.folder.text(name)
  }

  @Test func aReportIsWrittenAsItsNameEnds() throws {
    let outcome = try calibrate.run(
      ["report"] + split + ["--title", "A & B", "-o", "r.html", "-o", "r.md", "-o", "r.json"]
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(/^(Deploy|Keep|No verdict)/))
    #expect(outcome.output.contains("report written to r.md"))
    let page = try text("r.html")
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.contains("<title>A &amp; B</title>"))
    // The command that remakes it, and what it read.
    #expect(page.contains("calibrate report --fit data.npz --fit-rows 0:120"))
    let hash = try ContentHash.sha256(ofFileAt: calibrate.path("data.npz"))
    #expect(page.contains(try #require(hash)))
    #expect(try text("r.md").hasPrefix("# A &amp; B\n"))
    #expect(try text("r.json").contains("\"temperature\""))
  }

  @Test func theReportOfACompareHasItsNumbers() throws {
    let compare = try calibrate.run(["compare"] + split + ["--json", "--report", "r.json"])
    #expect(compare.exitCode == 0, "\(compare.errors)")
    struct Result: Decodable, Equatable {
      struct Method: Decodable, Equatable {
        struct Estimate: Decodable, Equatable {
          let value: Double
          let interval: [Double]
        }
        let method: String
        let metrics: [String: Estimate]
      }
      let fitRows: Int
      let testRows: Int
      let methods: [Method]

      enum CodingKeys: String, CodingKey {
        case fitRows = "fit_rows"
        case testRows = "test_rows"
        case methods
      }
    }
    struct Report: Decodable {
      let comparison: Result
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(text("r.json").utf8))
    #expect(try report.comparison == compare.decoded(as: Result.self))
    #expect(report.comparison.methods.count == 3)
  }

  @Test func fittedCalibratorsAreReportedWithoutFitting() throws {
    for method in ["temperature", "focal-temperature"] {
      let fit = try calibrate("fit data.npz --rows 0:120 --method \(method) -o \(method).json")
      try #require(fit.exitCode == 0, "\(fit.errors)")
    }
    let maps = ["--calibrator", "temperature.json", "--calibrator", "focal-temperature.json"]
    let arguments = ["report", "--test", "data.npz", "--resamples", "199", "-o", "r.json"] + maps
    let clean = try calibrate.run(arguments + ["--test-rows", "120:240"])
    #expect(clean.exitCode == 0 && clean.errors.isEmpty, "\(clean.errors)")
    let report = try text("r.json")
    #expect(report.contains("\"focal-temperature (focal-temperature.json)\""))
    #expect(report.contains("\"is_fitting_data\" : false"))
    // The rows they were fitted on flatter them.
    let flattering = try calibrate.run(arguments)
    #expect(flattering.exitCode == 0)
    #expect(flattering.errors.contains("was fitted on rows that are evaluated here"))
  }

  @Test func crossValidationIsReported() throws {
    let outcome = try calibrate.run([
      "report", "--fit", "data.npz", "--cv", "3", "--methods", "temperature", "--resamples", "99",
      "-o", "r.md", "-o", "r.json",
    ])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try text("r.md").contains("fitted on the other 2 of 3 folds"))
    #expect(try text("r.json").contains("\"cv_folds\" : 3"))
  }

  @Test func theDateCanBeGiven() throws {
    let outcome = try calibrate.run(["report"] + split + ["-o", "r.md"], environment: ["SOURCE_DATE_EPOCH": "86400"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try text("r.md").contains("1970-01-02"))
  }

  @Test func whatCannotBeWrittenIsSaidBeforeAnythingIsFitted() throws {
    let ending = try calibrate.run(["report"] + split + ["-o", "report.pdf"])
    #expect(ending.exitCode == 73)
    #expect(ending.errors.contains("report.pdf") && ending.errors.contains(".html, .md or .json"))
    let folder = try calibrate.run(["compare"] + split + ["--report", "nowhere/r.html"])
    #expect(folder.exitCode == 73)
    #expect(folder.errors.contains("nowhere/r.html"))
  }

  @Test(
    arguments: [
      ["--test", "data.npz", "-o", "r.html"],
      ["--fit", "data.npz", "-o", "r.html"],
      ["--fit", "data.npz", "--test", "data.npz"],
      ["--test", "data.npz", "--calibrator", "c.json", "--methods", "beta", "-o", "r.html"],
      ["--fit", "data.npz", "--cv", "3", "--calibrator", "c.json", "-o", "r.html"],
    ]
  )
  func optionsThatDoNotFitAreUsageErrors(arguments: [String]) throws {
    #expect(try calibrate.run(["report"] + arguments).exitCode == 64)
  }

  @Test func aCalibratorOfOtherClassesIsRefused() throws {
    let map = try TemperatureMap(temperature: 2)
    let calibrator = try Calibrator(map: map, classCount: 7)
    try calibrator.json().write(to: URL(fileURLWithPath: calibrate.path("c.json")))
    let outcome = try calibrate("report --test data.npz --calibrator c.json -o r.html")
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("c.json"))
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("r.html")))
  }
}
