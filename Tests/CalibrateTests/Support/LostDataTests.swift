import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@testable import calibrate

/// Calls that would replace what they read, and streams that are pipes or closed.
@Suite final class LostDataTests: CommandLineTests {
  init() throws {
    try super.init(rows: 120)
    let fit = try calibrate("fit data.npz --method temperature -o c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
  }

  private func bytes(_ name: String) throws -> [UInt8] { try calibrate.folder.contents(name) }

  /// A line of the shell, in which `$calibrate` is the tool.
  private func shell(_ line: String) throws -> CommandLineTool.Outcome {
    try calibrate.run(
      ["-c", line],
      tool: URL(fileURLWithPath: "/bin/sh"),
      environment: ["calibrate": CommandLineTool.builtTool.path]
    )
  }

  @Test(arguments: [
    ["fit", "data.npz", "-o", "data.npz"],
    ["fit", "data.npz", "-o", "./data.npz"],
    ["apply", "c.json", "data.npz", "-o", "data.npz"],
    ["focal-map", "--gamma", "2", "data.npz", "-o", "data.npz"],
    ["compare", "--fit", "data.npz", "--cv", "2", "--report", "data.npz"],
    ["report", "--fit", "data.npz", "--test", "data.npz", "-o", "data.npz"],
    ["plot", "reliability", "data.npz", "-o", "data.npz"],
  ])
  func anOutputThatIsAnInputIsRefusedAndNothingIsLost(arguments: [String]) throws {
    let before = try bytes("data.npz")
    let outcome = try calibrate.run(arguments)
    #expect(outcome.exitCode == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("would be replaced"), "\(outcome.errors)")
    #expect(try bytes("data.npz") == before)
  }

  @Test func theCalibratorAndTheLabelsAreInputsToo() throws {
    try calibrate.folder.file("labels.csv", Array(repeating: "0", count: 120).joined(separator: "\n"))
    for arguments in [
      ["apply", "c.json", "data.npz", "--labels", "labels.csv", "-o", "labels.csv"],
      ["explain", "c.json", "-o", "c.json"],
      ["report", "--calibrator", "c.json", "--test", "data.npz", "-o", "c.json"],
    ] {
      let name = try #require(arguments.last)
      let before = try bytes(name)
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == 73, "\(arguments): \(outcome.errors)")
      #expect(try bytes(name) == before)
    }
  }

  @Test func twoOutputsOfOneNameAreRefused() throws {
    try Samples.labeled(rows: 60).write(to: calibrate.path("w.npz"))
    let fit = try calibrate("fit w.npz --method venn-abers -o va.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let outcome = try calibrate("apply va.json w.npz -o a.csv --intervals ./a.csv")
    #expect(outcome.exitCode == 73, "\(outcome.errors)")
    #expect(try !calibrate.folder.names.contains("a.csv"))
  }

  @Test func aCalibratorIsNotNamedAsAFileOfScores() throws {
    let outcome = try calibrate("fit data.npz -o calibrator.npy")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("let the name end in .json"))
    #expect(try !calibrate.folder.names.contains("calibrator.npy"))
  }

  @Test(arguments: [
    "mkfifo pipe; cat data.npz > pipe & $calibrate fit pipe --method temperature -o piped.json",
    "cat data.npz | $calibrate fit /dev/stdin --method temperature -o piped.json",
    "cat data.npz | $calibrate fit - --method temperature -o piped.json",
    "$calibrate fit - --method temperature -o piped.json < data.npz",
  ])
  func aPipeIsFittedAsAFileIsWithoutItsHash(line: String) throws {
    let outcome = try shell(line)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("cannot be read twice"))
    let piped = try Calibrator(contentsOf: calibrate.path("piped.json"))
    let filed = try Calibrator(contentsOf: calibrate.path("c.json"))
    #expect(piped.input == nil)
    #expect(piped.map as? TemperatureMap == filed.map as? TemperatureMap)
  }

  @Test func everyCommandTakesAPipe() throws {
    for line in [
      "cat data.npz | $calibrate apply c.json - -o p.npy",
      "cat data.npz | $calibrate evaluate - --resamples 20",
      "cat data.npz | $calibrate evaluate - --calibrator c.json --resamples 20",
      "cat data.npz | $calibrate compare --fit data.npz --fit-rows 0:60 --test - --test-rows 60:120 --methods temperature --resamples 20",
      "cat data.npz | $calibrate report --test - --calibrator c.json --resamples 20 -o r.md",
      "cat data.npz | $calibrate plot reliability - -o r.svg",
      "cat data.npz | $calibrate focal-map --gamma 2 - -o f.npy",
    ] {
      let outcome = try shell(line)
      #expect(outcome.exitCode == 0, "\(line): \(outcome.errors)")
    }
  }

  @Test(arguments: ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func closedStreamsEndInNoTrap(closed: String) throws {
    #expect(try shell("$calibrate evaluate nosuch.npz \(closed)").exitCode == 66)
    // The output is a file, and nothing that is printed gets into it.
    let outcome = try shell("$calibrate apply c.json data.npz -o closed.npy \(closed); exit 0")
    #expect(outcome.exitCode == 0)
    #expect(try shell("$calibrate apply c.json data.npz -o open.npy").exitCode == 0)
    #expect(try bytes("closed.npy") == (try bytes("open.npy")))
  }
}
