import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// `apply --intervals`.
@Suite struct IntervalOutputTests {
  let calibrate: CommandLineTool

  init() throws {
    calibrate = try CommandLineTool()
    try Samples.binary(rows: 120).write(to: calibrate.path("binary.npz"))
    try Samples.labeled(rows: 120).write(to: calibrate.path("data.npz"))
  }

  /// The header, and the numbers of each row.
  private func table(_ name: String) throws -> (header: Substring, rows: [[Double]]) {
    let lines = try String(contentsOfFile: calibrate.path(name), encoding: .utf8)
      .split(separator: "\n")
    let rows = lines.dropFirst().map { $0.split(separator: ",").compactMap { Double($0) } }
    return (try #require(lines.first), rows)
  }

  private func apply(_ method: String, to file: String, _ more: String...) throws {
    let fit = try calibrate.run(["fit", file, "--method", method, "-o", "c.json"] + more)
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let kind = more.firstIndex(of: "--kind").map { Array(more[$0...($0 + 1)]) } ?? []
    let apply = try calibrate.run(["apply", "c.json", file, "-o", "p.csv", "--intervals", "i.csv"] + kind)
    #expect(apply.exitCode == 0, "\(apply.errors)")
    #expect(apply.output.hasSuffix("intervals written to i.csv\n"))
  }

  @Test func everyProbabilityLiesInItsInterval() throws {
    try apply("venn-abers", to: "binary.npz")
    let (header, rows) = try table("i.csv")
    let probabilities = try table("p.csv").rows
    #expect(header == "lower,upper")
    #expect(rows.count == 120 && rows.allSatisfy { $0.count == 2 })
    for (interval, row) in zip(rows, probabilities) {
      // The merged probability lies between the two, but for the rounding of 32 bits.
      #expect(interval[0] <= row[0] + 1e-6 && row[0] <= interval[1] + 1e-6)
      #expect(interval[0] < interval[1])
    }
  }

  @Test func classesAndOutputsHaveColumnsOfTheirOwn() throws {
    try apply("venn-abers", to: "data.npz")
    var (header, rows) = try table("i.csv")
    #expect(header == "lower_0,upper_0,lower_1,upper_1,lower_2,upper_2")
    #expect(rows.count == 120 && rows.allSatisfy { $0.count == 6 })

    try apply("top-label-venn-abers", to: "data.npz")
    (header, rows) = try table("i.csv")
    #expect(header == "lower,upper" && rows.count == 120)

    let tags = (0..<60).map { "\(Double($0 % 7 + 1) / 20),\(Double($0 % 5 + 1) / 10)\n" }
    try tags.joined().write(toFile: calibrate.path("tags.csv"), atomically: true, encoding: .utf8)
    try (0..<60).map { "\($0 % 3 == 0 ? 1 : 0),\($0 % 2)\n" }.joined()
      .write(toFile: calibrate.path("bits.csv"), atomically: true, encoding: .utf8)
    try apply("per-label-venn-abers", to: "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid")
    (header, rows) = try table("i.csv")
    #expect(header == "lower_0,upper_0,lower_1,upper_1" && rows.count == 60)
    let probabilities = try table("p.csv").rows
    for (intervals, row) in zip(rows, probabilities) {
      #expect(intervals[0] <= row[0] + 1e-6 && row[0] <= intervals[1] + 1e-6)
      #expect(intervals[2] <= row[1] + 1e-6 && row[1] <= intervals[3] + 1e-6)
    }
  }

  @Test func otherMapsHaveNone() throws {
    _ = try calibrate("fit", "binary.npz", "--method", "platt", "-o", "c.json")
    let outcome = try calibrate("apply", "c.json", "binary.npz", "-o", "p.csv", "--intervals", "i.csv")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("venn-abers, and this is platt"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("p.csv")))
  }
}
