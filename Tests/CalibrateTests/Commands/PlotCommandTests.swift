import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@testable import calibrate

@Suite final class PlotCommandTests: CommandLineTests {
  init() throws {
    try super.init(rows: 90)
    let fit = try calibrate("fit data.npz --method focal-temperature -o c.json")
    try #require(fit.exitCode == 0, "\(fit.errors)")
  }

  @Test(arguments: ChartKind.allCases) func everyKindIsDrawn(kind: ChartKind) throws {
    let input = kind.drawsCalibrator ? "c.json" : "data.npz"
    let plot = try calibrate.run(["plot", kind.rawValue, input, "-o", "a.svg", "--title", "A <title>"])
    #expect(plot.exitCode == 0, "\(plot.errors)")
    #expect(plot.output == "A <title> written to a.svg\n")
    let svg = try calibrate.folder.text("a.svg")
    #expect(svg.contains("<title id=\"chart-title\">A &lt;title&gt;</title>"))
    #expect(svg.contains("prefers-color-scheme"))
    #expect(svg.hasSuffix("</svg>\n"))
  }

  @Test func aCalibratorAddsItsCurve() throws {
    let plot = try calibrate.run([
      "plot", "reliability", "data.npz", "--calibrator", "c.json", "--theme", "dark", "--width",
      "360", "--json", "-o", "a.svg",
    ])
    #expect(plot.exitCode == 0, "\(plot.errors)")
    let svg = try calibrate.folder.text("a.svg")
    #expect(svg.contains(">uncalibrated</text>"))
    #expect(svg.contains(">focal-temperature</text>"))
    #expect(svg.contains("width=\"360\""))
    #expect(!svg.contains("<style>"))
    let summary = try plot.json()
    #expect(summary["kind"] as? String == "reliability")
    #expect((summary["description"] as? String)?.contains("focal-temperature: over-conf") == true)
  }

  @Test(.enabled(if: ExternalTool(name: "rsvg-convert").path != nil, "rsvg-convert is missing"))
  func pngHasTwoPixelsForEachOfTheDrawing() throws {
    let plot = try calibrate("plot confidence data.npz -o a.png --width 300")
    #expect(plot.exitCode == 0, "\(plot.errors)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: calibrate.path("a.png")))
    #expect(bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    // The width in the header.
    #expect(bytes[16..<20].reduce(0) { $0 << 8 | Int($1) } == 600)
  }

  @Test func withoutTheConverterTheErrorNamesThePackage() throws {
    let plot = try calibrate.run(
      ["plot", "confidence", "data.npz", "-o", "a.png"],
      environment: ["PATH": calibrate.folder.url.path]
    )
    #expect(plot.exitCode == 69)
    #expect(plot.errors.contains("librsvg2-bin"))
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("a.png")))
  }

  @Test func whatCannotBeDrawnIsRefusedInASentence() throws {
    func check(_ code: Int32, _ words: String, _ arguments: String) throws {
      let plot = try calibrate("plot \(arguments)")
      #expect(plot.exitCode == code, "\(plot.errors)")
      #expect(plot.errors.contains(words), "\(plot.errors)")
    }
    try check(73, "let it end in .svg or .png", "confidence data.npz -o a.pdf")
    try check(66, "none.npz", "confidence none.npz -o a.svg")
    try check(64, "--width is 20", "confidence data.npz -o a.svg --width 20")
    try check(64, "takes no --calibrator", "contour data.npz --calibrator c.json -o a.svg")
    try check(64, "bin", "confidence data.npz --bins 0 -o a.svg")
    let fit = try calibrate("fit data.npz --method vector -o v.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    try check(65, "give a calibrator of temperature", "focal-map v.json -o a.svg")
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("a.svg")))
  }

  @Test func classesHaveTheNamesOfAFileOrOfAHeader() throws {
    let classCount = try Samples.labeled(rows: 90).classCount
    let names = (0..<classCount).map { "kind \($0) <b>" }
    try calibrate.folder.file("names.txt", names.joined(separator: "\n") + "\n")
    func svg(_ arguments: String) throws -> String {
      let plot = try calibrate("plot \(arguments) -o a.svg")
      #expect(plot.exitCode == 0, "\(plot.errors)")
      return try calibrate.folder.text("a.svg")
    }
    let classes = try svg("classes data.npz --class-names names.txt")
    #expect(classes.contains(">kind 1 &lt;b&gt; · "))
    let confidence = try svg("class-confidence data.npz --class-names names.txt")
    #expect(confidence.contains("<title>kind 0 &lt;b&gt;: 0."))
    try calibrate.folder.file(
      "named.csv",
      """
      label,cat,dog,"sea, lion"
      0,0.7,0.2,0.1
      2,0.1,0.2,0.7
      1,0.3,0.4,0.3

      """
    )
    let header = try svg("classes named.csv")
    #expect(header.contains(">cat · ") && header.contains(">sea, lion · "))
    let few = try calibrate("plot classes named.csv --class-names names.txt -o b.svg")
    #expect(few.exitCode == (classCount == 3 ? 0 : 65))
    let unused = try calibrate("plot confidence data.npz --class-names names.txt -o b.svg")
    #expect(unused.exitCode == 64)
    #expect(unused.errors.contains("takes no --class-names"))
  }
}
