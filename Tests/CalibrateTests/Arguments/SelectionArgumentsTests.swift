import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// `--method auto`.
@Suite final class SelectionArgumentsTests: CommandLineTests {
  private func choice(_ arguments: String) throws -> MethodSelection.Choice {
    let fit = try calibrate("fit data.npz --method auto -o c.json \(arguments)")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    return try #require(calibrator.fit?.selections.first)
  }

  @Test func allMethodsThatSuitAreTried() throws {
    let fit = try calibrate.run(
      ["fit", "data.npz", "--method", "auto", "-o", "c.json"]
        + ["--selection-folds", "2", "--selection-repeats", "1"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    // Folds have few rows for a matrix, which need not be said for each of them.
    #expect(fit.errors.isEmpty)
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let choice = try #require(calibrator.fit?.selections.first)
    let names = Set(choice.scores.map(\.name))
    for name in ["temperature", "focal-structured-matrix", "platt", "bbq", "top-label-beta"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(choice.omissions.map(\.name) == ["matrix", "dirichlet"])
    #expect(choice.scores.count { $0.isChosen } == 1)
    let chosen = try #require(choice.chosen)
    #expect(calibrator.method == chosen.name)
    #expect(fit.output.contains("auto (\(chosen.name))"))
    #expect(fit.output.contains("not tried: matrix, dirichlet (their own"))
    // The table ends where it would not be read; what is chosen is always there.
    #expect(fit.output.contains("* \(chosen.name)") && fit.output.contains(" more, up to "))
  }

  @Test func fewRowsForEachClassLeaveMatricesOut() throws {
    let fit = try calibrate.run(
      ["fit", "data.npz", "--method", "auto", "-o", "c.json", "--rows", "0:24"]
        + ["--selection-folds", "2", "--selection-repeats", "1"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let choice = try #require(try Calibrator(contentsOf: calibrate.path("c.json")).fit?.selections.first)
    let omitted = choice.omissions.filter { $0.reason.contains("fewer than 10 rows") }.map(\.name)
    #expect(omitted.contains("focal-structured-matrix") && omitted.contains("isotonic"))
    #expect(!choice.scores.contains { omitted.contains($0.name) })
  }

  @Test func candidatesLossFoldsAndSeedAreTheUsers() throws {
    let choice = try choice(
      "--candidates temperature,platt,temperature|focal-map --selection-loss brier"
        + " --selection-folds 3 --selection-repeats 1 --selection-seed 7"
    )
    #expect(Set(choice.scores.map(\.name)) == ["temperature", "platt", "temperature|focal-map"])
    #expect(choice.omissions.isEmpty)
    #expect(choice.loss == .brier)
    let folds = try CrossValidation(foldCount: 3, repeatCount: 1, seed: 7)
    #expect(choice.crossValidation == folds)
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let direct = try folds.predictions(of: TemperatureScaling(), on: data)[0]
    let score = try #require(choice.scores.first { $0.name == "temperature" })
    let brier = try EvaluatedRows(on: direct).brierScore
    #expect(abs(score.crossValidatedLoss - brier) < 1e-12)

    let explanation = try calibrate("explain c.json").output
    let name = try #require(choice.chosen).name
    #expect(
      explanation.contains(
        "\(name) was chosen from 3 candidates by cross-validation of the Brier score (3 folds, shuffled once, seed 7)"
      )
    )
  }

  @Test func autoIsAPartOfACompositionToo() throws {
    let fit = try calibrate.run(
      ["fit", "data.npz", "--method", "auto|focal-map", "-o", "c.json"]
        + ["--candidates", "temperature", "--selection-folds", "2"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(fit.output.contains("auto|focal-map (temperature|focal-map): "))
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    #expect(calibrator.method == "temperature|focal-map")
    #expect(calibrator.fit?.selections.first?.chosen?.name == "temperature")
    let map = try #require(calibrator.map as? ComposedMap)
    #expect(map.maps.first is TemperatureMap && map.maps.last is FocalCalibrationMap)
  }

  @Test func comparesWithWhatItIsChosenFrom() throws {
    let compare = try calibrate.run(
      ["compare", "--fit", "data.npz", "--test", "data.npz", "--fit-rows", "0:200"]
        + ["--test-rows", "200:400", "--methods", "auto,platt"]
        + ["--candidates", "temperature,platt"]
        + ["--selection-folds", "2", "--resamples", "50"]
    )
    #expect(compare.exitCode == 0, "\(compare.errors)")
    #expect(compare.output.contains("auto (") && compare.output.contains("\nplatt"))
  }

  @Test func sigmoidOutputsAreChosenForOneByOneAndTogether() throws {
    let scores = (0..<120).map { Double($0 % 7 + 1) / 20 }
    let labels = (0..<120).map { $0 % 3 == 0 ? 1 : 0 }
    try calibrate.folder.file("tags.csv", scores.map { "\($0),\(1 - $0)\n" }.joined())
    try calibrate.folder.file("bits.csv", labels.map { "\($0),\(1 - $0)\n" }.joined())
    let fit = try calibrate.run(
      ["fit", "tags.csv", "--labels", "bits.csv", "--kind", "sigmoid", "--method", "auto"]
        + ["-o", "c.json", "--selection-folds", "2", "--selection-repeats", "1"]
    )
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let names = try #require(calibrator.fit?.selections.first).scores.map(\.name)
    #expect(names.contains("per-label-platt") && names.contains("isotonic"))
    #expect(!names.contains("structured-matrix"))
    #expect(calibrator.fit?.rowCount == 120)
  }

  @Test func optionsOfTheChoiceThatMakeNoSenseAreRefused() throws {
    for (arguments, words) in [
      (["--method", "auto", "--candidates", "temperature,auto"], "leave it out"),
      (["--method", "auto", "--candidates", "temperature,temperature"], "twice"),
      (["--method", "auto", "--candidates", ""], "no method"),
      (["--method", "auto", "--selection-folds", "1"], "at least 2"),
      (["--method", "auto", "--selection-repeats", "0"], "positive"),
      (["--method", "auto", "--selection-loss", "ece"], "brier"),
      (["--method", "temperature", "--selection-seed", "2"], "without auto"),
      (["--candidates", "temperature"], "without auto"),
      (["--method", "per-label-auto"], "per-label-auto"),
      (["--method", "auto", "--candidates", "platt", "--search", "optimum"], "--search"),
    ] as [([String], String)] {
      let outcome = try calibrate.run(["fit", "data.npz"] + arguments)
      #expect(outcome.exitCode == 64, "\(arguments)")
      #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
  }
}
