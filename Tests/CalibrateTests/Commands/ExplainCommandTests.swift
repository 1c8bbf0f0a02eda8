import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@Suite final class ExplainCommandTests: CommandLineTests {
  init() throws {
    try super.init(rows: 90)
    let fit = try calibrate("fit data.npz --method focal-temperature -o map.json")
    try #require(fit.exitCode == 0, "\(fit.errors)")
  }

  private func text(_ name: String) throws -> String {
    try calibrate.folder.text(name)
  }

  @Test func explainSaysWhatTheMapDoes() throws {
    let map = try FocalTemperatureMap(temperature: 2, gamma: 0.5)
    let calibrator = try Calibrator(map: map, classCount: 2)
    try AtomicFile.write(Array(calibrator.json()), to: calibrate.path("c.json"))
    let text = try calibrate("explain c.json")
    #expect(text.exitCode == 0, "\(text.errors)")
    let nine = try map.probabilities(forLogits: [log(0.1), log(0.9)])[1]
    #expect(text.output.contains("0.9 becomes \(String(format: "%.3f", nine))"))
    let json = try calibrate("explain c.json --json").json()
    let nearest = try #require(json["nearest_temperature"] as? [String: Double])
    // T / (1 + γ), within |ln(1 + γ)| in log-odds.
    #expect(abs(try #require(nearest["temperature"]) - 2 / 1.5) < 1e-12)
    #expect(abs(try #require(nearest["log_odds_deviation"]) - log(1.5)) < 1e-12)
  }

  @Test func thePageHoldsTheSentences() throws {
    let plain = try calibrate("explain map.json")
    let outcome = try calibrate("explain map.json -o page.html")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output == plain.output + "page written to page.html\n")
    let page = try text("page.html")
    // Quotation marks are written otherwise in a page, so only the sentences without.
    for line in plain.output.split(separator: "\n") where !line.contains("'") {
      // So are minus signs.
      #expect(page.contains(line) || page.contains(line.replacing("= -", with: "= \u{2212}")))
    }
    #expect(page.contains("<dt>Fitted on</dt><dd>90 rows</dd>"))
    #expect(page.contains("<code>calibrate explain map.json -o page.html</code>"))
  }

  @Test func withoutABrowserOpenSaysWhereThePageIs() throws {
    let outcome = try calibrate.run(["explain", "map.json", "--open"], environment: ["PATH": "/nowhere"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.hasSuffix("map.html; open it in a browser\n"))
    #expect(try text("map.html").hasPrefix("<!doctype html>"))
  }

  @Test func openHandsThePageToTheSystem() throws {
    #if os(macOS)
      let name = "open"
    #else
      let name = "xdg-open"
    #endif
    let path = calibrate.path(name)
    try "#!/bin/sh\nprintf '%s' \"$1\" >\"$OPENED\"\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let outcome = try calibrate.run(
      ["explain", "map.json", "--open", "--json"],
      environment: ["PATH": calibrate.folder.url.path, "OPENED": calibrate.path("opened")]
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try outcome.json()["method"] as? String == "focal-temperature")
    #expect(try text("opened").hasSuffix("/map.html"))
  }

  @Test func aPageThatIsNotHTMLIsRefused() throws {
    let outcome = try calibrate("explain map.json -o page.txt")
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("let it end in .html"))
    #expect(outcome.output.isEmpty)
  }

  /// A method, words about its map that hold whatever the numbers, and whether there are two classes.
  static let tables: [(method: String, words: [String], isBinary: Bool)] = [
    ("platt", ["platt for 3 classes, fitted on 90 rows", "class 2: slope "], false),
    ("beta", ["a ln p − b ln(1 − p) + c", "class 0: a = "], false),
    ("quadratic-logistic", ["a parabola", "class 1: q = "], false),
    ("bbq", ["bbq for 3 classes", "that of its bin", "class 0: "], false),
    ("scaling-binning", ["scaling-binning for 3 classes", " bins, up to "], false),
    ("isotonic", ["never falls", "nothing is certain", "class 0: "], false),
    ("spline", ["need not rise", " points, from "], false),
    ("venn-abers", ["p₁ / (1 − p₀ + p₁)", " of p₀ and "], false),
    ("top-label-isotonic", ["It maps the confidence", "Its numbers: "], false),
    ("order-preserving-isotonic", ["One curve that never falls", "never changes"], false),
    ("platt", ["probability of class 1", "Its numbers: slope ", "as probabilities of"], true),
    ("histogram", ["Its numbers: ", "that of its bin"], true),
    ("venn-abers", ["0.5 gets ", "No two rows change places"], true),
    ("smoothed-temperature", ["smoothed-temperature for 3", "uniform distribution"], false),
    ("vector", ["depending on the class", "may change."], false),
  ]

  @Test(arguments: tables)
  func everyKindOfMapIsExplained(method: String, words: [String], isBinary: Bool) throws {
    try Samples.binary(rows: 90).write(to: calibrate.path("binary.npz"))
    let file = isBinary ? "binary.npz" : "data.npz"
    let fit = try calibrate("fit \(file) --method \(method) -o c.json")
    try #require(fit.exitCode == 0, "\(fit.errors)")
    let text = try calibrate("explain c.json").output
    for word in words { #expect(text.contains(word), "\(text)") }
    #expect(!text.contains("It applies the map"))
    #expect(try calibrate("explain c.json --json").json()["method"] as? String == method)
  }

  @Test func theNumbersAreThoseOfTheMap() throws {
    let map = try OneVersusRestMap([
      PlattMap(slope: 0.5, intercept: -0.25), PlattMap(slope: 0.75, intercept: 0),
      PlattMap(slope: 1.5, intercept: 2),
    ])
    let calibrator = try Calibrator(map: map, classCount: 3)
    try AtomicFile.write(Array(calibrator.json()), to: calibrate.path("c.json"))
    let text = try calibrate("explain c.json").output
    #expect(text.contains("class 0: slope 0.5000, shift -0.2500\n"))
    #expect(text.contains("class 2: slope 1.5000, shift 2.0000\n"))
    // What a prediction becomes depends on the class that it is for.
    let results = try (0..<3).map { leading in
      let logits = (0..<3).map { log($0 == leading ? 0.9 : 0.05) }
      return try map.probabilities(forLogits: logits)[leading]
    }
    let ends = [results.min() ?? 0, results.max() ?? 0].map { String(format: "%.3f", $0) }
    #expect(text.contains("0.9 becomes \(ends[0]) to \(ends[1])"), "\(text)")
    let json = try calibrate("explain c.json --json").json()
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(abs(try #require((changes[1]["range"] as? [Double])?.first) - (results.min() ?? 0)) < 1e-12)
  }

  @Test func rowsOfIndependentOutputsAreThoseOfTheFile() throws {
    try writeTags()
    for method in ["temperature", "platt", "per-label-platt", "temperature|per-label-beta"] {
      let fit = try calibrate.run(
        ["fit", "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid", "--method", method]
          + ["-o", "c.json"]
      )
      #expect(fit.exitCode == 0, "\(fit.errors)")
      let text = try calibrate("explain c.json").output
      #expect(text.contains("fitted on 60 rows of tags.csv"), "\(text)")
      if method.contains("per-label") { #expect(text.contains("\noutput 1: "), "\(text)") }
    }
  }
}
