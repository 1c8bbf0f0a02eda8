import Calibration
import CalibrationFiles
import Foundation
import Testing

@Suite struct ExplainCommandTests {
  let calibrate: CommandLineTool

  init() throws {
    calibrate = try CommandLineTool()
    try Samples.labeled(rows: 90).write(to: calibrate.path("data.npz"))
    let fit = try calibrate("fit", "data.npz", "--method", "focal-temperature", "-o", "map.json")
    try #require(fit.exitCode == 0, "\(fit.errors)")
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: calibrate.path(name), encoding: .utf8)
  }

  @Test func thePageHoldsTheSentences() throws {
    let plain = try calibrate("explain", "map.json")
    let outcome = try calibrate("explain", "map.json", "-o", "page.html")
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
    let outcome = try calibrate.run(
      ["explain", "map.json", "--open"],
      environment: ["PATH": "/nowhere"]
    )
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
    let outcome = try calibrate("explain", "map.json", "-o", "page.txt")
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.contains("let it end in .html"))
    #expect(outcome.output.isEmpty)
  }
}
