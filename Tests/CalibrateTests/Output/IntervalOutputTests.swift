import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// `apply --intervals`.
@Suite final class IntervalOutputTests: CommandLineTests {
  init() throws {
    try super.init(rows: 120)
    try Samples.binary(rows: 120).write(to: calibrate.path("binary.npz"))
  }

  /// The header, and the numbers of each row.
  private func table(_ name: String) throws -> (header: Substring, rows: [[Double]]) {
    let lines = try calibrate.folder.text(name)
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

    try writeTags()
    try apply("per-label-venn-abers", to: "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid")
    (header, rows) = try table("i.csv")
    #expect(header == "lower_0,upper_0,lower_1,upper_1,lower_2,upper_2" && rows.count == 60)
    let probabilities = try table("p.csv").rows
    for (intervals, row) in zip(rows, probabilities) {
      for (label, probability) in row.enumerated() {
        #expect(intervals[2 * label] <= probability + 1e-6)
        #expect(probability <= intervals[2 * label + 1] + 1e-6)
      }
    }
  }

  @Test func otherMapsHaveNone() throws {
    _ = try calibrate("fit binary.npz --method platt -o c.json")
    let outcome = try calibrate("apply c.json binary.npz -o p.csv --intervals i.csv")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("venn-abers, and this is platt"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("p.csv")))
  }
}
