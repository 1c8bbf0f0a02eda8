import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// What the commands have in common, and what they do together.
@Suite final class CalibrateTests: CommandLineTests {
  @Test func fitApplyAndEvaluate() throws {
    let fit = try calibrate("fit data.npz --rows 0:200 --method focal-temperature -o c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(fit.output.contains("γ ="))

    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let fitting = try #require(calibrator.fit)
    #expect(calibrator.method == "focal-temperature")
    #expect(fitting.rowCount == 200)
    #expect(calibrator.input?.rows == [0, 200])
    #expect(calibrator.input?.sha256 == (try ContentHash.sha256(ofFileAt: calibrate.path("data.npz"))))
    #expect(fitting.objective.value < fitting.objective.uncalibratedValue)

    let apply = try calibrate("apply c.json data.npz -o p.npy")
    #expect(apply.exitCode == 0, "\(apply.errors)")
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let expected = try calibrator.probabilities(for: data.predictions)
    #expect(written.kind == .probabilities)
    for row in [0, 17, 399] {
      #expect(written.scores(ofRow: row) == expected.scores(ofRow: row))
    }

    let evaluate = try calibrate("evaluate data.npz --rows 200:400 --calibrator c.json --json")
    #expect(evaluate.exitCode == 0, "\(evaluate.errors)")
    let report = try evaluate.decoded(as: EvaluationReport.self)
    let direct = try Evaluation(of: calibrator.map, on: data.rows(200..<400))
    for metric in Metric.allCases {
      let shown = try #require(report.metrics[metric.rawValue])
      #expect(shown.value == direct[metric].value)
      #expect(shown.interval == [direct[metric].interval.lower, direct[metric].interval.upper])
    }
    #expect(report.rows == 200)
  }

  @Test(arguments: [
    "ensemble-temperature", "smoothed-temperature", "smoothed-focal-temperature", "vector",
    "structured-vector", "focal-structured-vector", "platt", "beta", "quadratic-logistic",
    "isotonic", "centered-isotonic", "histogram", "histogram-equal-width", "top-label-platt",
    "top-label-beta", "top-label-isotonic", "top-label-histogram", "scaling-binning", "venn-abers",
    "bbq", "spline", "top-label-scaling-binning", "top-label-venn-abers", "top-label-bbq",
    "top-label-spline", "order-preserving-isotonic", "matrix", "dirichlet", "structured-matrix",
    "focal-structured-matrix",
    "vector|temperature",
  ])
  func everyMethodIsFittedSavedAndExplained(method: String) throws {
    let fit = try calibrate("fit data.npz --method \(method) -o c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(try calibrate("explain c.json").output.contains("becomes"))
    #expect(try calibrate("apply c.json data.npz -o p.npy").exitCode == 0)
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    #expect(written.kind == .probabilities && written.rowCount == 400)
    // Two classes, too, where the binary methods are not one against the rest.
    try Samples.binary(rows: 60).write(to: calibrate.path("binary.npz"))
    let binary = try calibrate("fit binary.npz --method \(method) -o b.json")
    #expect(binary.exitCode == 0, "\(binary.errors)")
    #expect(try calibrate("apply b.json binary.npz -o b.npy").exitCode == 0)
  }

  @Test func everyCommandHasHelpWithAnExample() throws {
    for command in [
      "fit", "apply", "evaluate", "compare", "report", "focal-map", "explain", "plan", "demo",
    ] {
      let help = try calibrate("\(command) --help")
      #expect(help.exitCode == 0)
      #expect(help.output.contains("Example"), "\(command)")
      #expect(help.output.contains("calibrate \(command) "), "\(command)")
    }
    for shell in ["bash", "zsh", "fish"] {
      let script = try calibrate("--generate-completion-script \(shell)").output
      #expect(script.contains("focal-map") && script.contains("per-label-beta"), "\(shell)")
    }
  }

  @Test func everyOptionHasHelpWithinEightyColumns() throws {
    for command in [
      "fit", "apply", "evaluate", "compare", "report", "focal-map", "explain", "plan", "plot",
      "demo",
    ] {
      let help = try calibrate.run([command, "--help"], environment: ["COLUMNS": "80"]).output
      let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst() + [""]) {
        // ArgumentParser does not wrap the line of usage.
        #expect(line.count <= 80 || line.hasPrefix("USAGE:"), "\(command): \(line)")
        guard line.hasPrefix("  -") || line.hasPrefix("  <") else { continue }
        // What is said of an option stands beside it, or below where its name is long.
        let isExplained = line.dropFirst(25).contains(/[A-Z]/) || next.hasPrefix("      ")
        #expect(isExplained, "\(command): \(line)")
      }
    }
    let fit = try calibrate("fit --help").output
    let words = fit.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("The method to fit, of those above; focal-temperature by default."))
    let plot = try calibrate("plot --help").output
    for kind in ["reliability", "confidence", "class-confidence", "focal-map", "simplex"] {
      #expect(plot.contains("\n  \(kind)  "), "\(kind)")
    }
  }

  @Test func faultsExitAsSysexitsSays() throws {
    try calibrate.folder.file("bad.csv", "0.5,x\n")
    try calibrate.folder.file("c.json", "a\n")
    _ = try calibrate("fit data.npz -o ok.json")
    let cases: [(arguments: [String], code: Int32, words: [String])] = [
      (["fit"], 64, ["input"]),
      (["fit", "data.npz", "--method", "magic"], 64, ["temperature"]),
      (["fit", "data.npz", "--rows", "9:3"], 64, ["rows"]),
      (["focal-map", "--gamma=-3", "data.npz", "-o", "p.npy"], 64, ["gamma", "-1"]),
      (["focal-map", "--gamma", "2", "--alpha", "2", "data.npz", "-o", "p.npy"], 64, ["alpha"]),
      (["evaluate", "data.npz", "--bins", "0"], 64, ["bins"]),
      (["evaluate", "data.npz", "--threads", "0"], 64, ["threads"]),
      (["fit", "missing.npz"], 66, ["missing.npz"]),
      (["fit", "."], 66, ["directory"]),
      (["apply", "missing.json", "data.npz", "-o", "p.npy"], 66, ["missing.json"]),
      (["fit", "data.npz", "--rows", "0:5000"], 65, ["data.npz", "400"]),
      (["fit", "bad.csv", "--columns", "0:2"], 65, ["bad.csv"]),
      (["apply", "c.json", "data.npz", "-o", "p.npy"], 65, ["c.json", "no calibrator"]),
      (["fit", "data.npz", "-o", "none/c.json"], 73, ["none/c.json", "directory"]),
      (["apply", "ok.json", "data.npz", "-o", "p.xyz"], 73, ["p.xyz", ".npy"]),
    ]
    for (arguments, code, words) in cases {
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      for word in words {
        #expect(outcome.errors.localizedCaseInsensitiveContains(word), "\(arguments): \(outcome.errors)")
      }
      if code != 64 {
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(arguments): \(outcome.errors)")
      }
      #expect(outcome.output.isEmpty, "\(arguments)")
    }
  }
}

/// What `evaluate --json` promises.
private struct EvaluationReport: Decodable {
  struct Estimate: Decodable {
    let value: Double
    let interval: [Double]
  }

  let rows: Int
  let metrics: [String: Estimate]
}
