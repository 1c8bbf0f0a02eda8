import Calibration
import Foundation
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct LiveSectionTests {
  private let data: LabeledPredictions
  private let optimum: FocalTemperatureMap
  private let section: LiveSection
  private let html: String

  init() throws {
    data = try overconfidentPredictions(rows: 400, classes: 5, seed: 8)
    optimum = try FocalTemperatureScaling().fit(to: data).map
    section = LiveSection(
      sample: LiveSample(of: data),
      optimum: optimum,
      temperatureScaling: try TemperatureScaling().fit(to: data).map,
      publishedGrid: try FocalTemperatureMap(temperature: 1.75, gamma: -0.25)
    )
    html = try section.html().html
  }

  /// The value of an attribute of the first element that another attribute names.
  private func attribute(_ name: String, after mark: String) throws -> String {
    let start = try #require(html.range(of: mark))
    let value = try #require(html.range(of: "\(name)=\"", range: start.upperBound..<html.endIndex))
    return String(html[value.upperBound...].prefix { $0 != "\"" })
  }

  @Test func numbersAreThoseOfTheSampleUnderTheOptimum() throws {
    let rows = try EvaluatedRows(of: optimum, on: LiveSample(of: data).predictions)
    let expected = [
      "nll": rows.negativeLogLikelihood,
      "ece": try rows.expectedCalibrationError(),
      "accuracy": rows.accuracy,
      "confidence": rows.meanConfidence,
      "nearest-temperature": FocalMapDiagram(map: optimum).nearest.temperature,
    ]
    for (name, value) in expected {
      let found = try attribute("data-value", after: "data-result=\"\(name)\"")
      #expect(Double(found) == value, "\(name)")
    }
  }

  @Test func slidersReachEveryChoice() throws {
    for (parameter, places) in [
      ("temperature", [0, log(optimum.temperature), log(1.75)]),
      ("gamma", [-1, 0, optimum.gamma]),
    ] {
      let mark = "data-parameter=\"\(parameter)\""
      let low = try #require(Double(try attribute("min", after: mark)))
      let high = try #require(Double(try attribute("max", after: mark)))
      for place in places { #expect((low...high).contains(place)) }
    }
    #expect(try attribute("data-temperature", after: "class=\"choices\"") == "1.0")
  }

  @Test func marksThatAreDrawnAnewSayWhereTheyAre() throws {
    for name in ["points", "intervals", "shares", "curve", "nearest"] {
      #expect(html.components(separatedBy: "data-mark=\"\(name)\"").count == 2, "\(name)")
      #expect(try attribute("data-x", after: "data-mark=\"\(name)\"") == "0.0 1.0")
      #expect(try attribute("data-y", after: "data-mark=\"\(name)\"") == "0.0 1.0")
      let frame = try attribute("data-frame", after: "data-mark=\"\(name)\"")
      #expect(frame.split(separator: " ").compactMap { Double($0) }.count == 4)
    }
  }

  @Test func controlsAreHiddenUntilScriptsRun() {
    #expect(html.contains("<div class=\"controls\" hidden>"))
    #expect(html.contains("With JavaScript, sliders here change T and γ."))
  }

  @Test func aMapAloneHasNoSample() throws {
    let html = try LiveSection(map: optimum).html().html
    #expect(!html.contains("class=\"sample\""))
    #expect(!html.contains("data-result=\"nll\""))
    #expect(html.contains("data-mark=\"curve\""))
  }

  @Test func badNumbersOfBinsAreErrors() throws {
    let section = LiveSection(
      sample: LiveSample(of: data),
      optimum: optimum,
      temperatureScaling: try TemperatureMap(temperature: 2),
      binCount: 0
    )
    #expect(throws: MetricError.binCount(0)) { try section.html() }
  }
}
