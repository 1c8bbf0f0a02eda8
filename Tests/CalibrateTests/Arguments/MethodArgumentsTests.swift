import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// Names and settings of methods on the command line.
@Suite final class MethodArgumentsTests: CommandLineTests {
  init() throws {
    try super.init(rows: 120)
    try Samples.binary(rows: 120).write(to: calibrate.path("binary.npz"))
  }

  @Test(
    arguments: [
      ("platt", "--objective brier"),
      ("vector", "--objective nll"),
      ("ensemble-temperature", "--objective ece"),
      ("ensemble-temperature", "--search optimum"),
      ("platt", "--search published-grid"),
      ("structured-matrix", "--strength 3"),
      ("temperature", "--regularization l2"),
      ("temperature", "--prior uniform"),
      ("bbq", "--histogram-bins 5"),
      ("isotonic|platt", "--knots 5"),
      ("beta", "--platt-targets labels"),
    ]
  )
  func optionsThatAMethodDoesNotTakeAreRefused(method: String, option: String) throws {
    let outcome = try calibrate.run(
      ["fit", "data.npz", "--method", method] + option.split(separator: " ").map(String.init)
    )
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("calibrate: \(option) changes nothing about "))
    for part in method.split(separator: "|") { #expect(outcome.errors.contains(part)) }
    #expect(outcome.errors.contains("take a method that it is for: "))
  }

  @Test func compareGivesOptionsToThoseThatTakeThem() throws {
    let arguments = [
      "compare", "--fit", "data.npz", "--test", "data.npz", "--fit-rows", "0:60",
      "--test-rows", "60:120", "--resamples", "20", "--objective", "brier", "--json", "--methods",
    ]
    let mixed = try calibrate.run(arguments + ["temperature,platt"])
    #expect(mixed.exitCode == 0, "\(mixed.errors)")
    let methods = try #require(mixed.json()["methods"] as? [[String: Any]])
    let objectives = methods.compactMap { method in
      (method["objective"] as? [String: Any]).map {
        "\(method["method"] ?? ""): \($0["name"] ?? "")"
      }
    }
    #expect(Set(objectives) == ["temperature: brier", "platt: nll"])
    let none = try calibrate.run(arguments + ["platt,beta"])
    #expect(none.exitCode == 64)
    #expect(none.errors.contains("--objective brier changes nothing about platt or beta"))
  }

  @Test func aPartOfACompositionIsEnough() throws {
    let fit = try calibrate("fit data.npz --method platt|temperature --objective brier --json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect((try fit.json()["objective"] as? [String: Any])?["name"] as? String == "brier")
  }

  @Test func binaryMethodsHaveTheSettingsAskedFor() throws {
    func map(_ arguments: String...) throws -> any CalibrationMap {
      let fit = try calibrate.run(["fit", "binary.npz", "-o", "c.json"] + arguments)
      #expect(fit.exitCode == 0, "\(fit.errors)")
      return try Calibrator(contentsOf: calibrate.path("c.json")).map
    }
    let bins = try #require(
      try map("--method", "histogram-equal-width", "--histogram-bins", "4")
        as? BinaryMap<HistogramMap>
    )
    #expect(bins.map.probabilities.count == 4)
    let data = try LabeledPredictions(contentsOf: calibrate.path("binary.npz"))
    let platt = try map("--method", "platt", "--platt-targets", "labels")
    #expect(
      try platt as? BinaryMap<PlattMap>
        == BinaryCalibration(PlattScaling(smoothsTargets: false)).fit(to: data).map
    )
    let spline = try map("--method", "spline", "--knots", "3")
    #expect(
      try MapKind(spline)?.parts
        == MapKind(NamedMethod("spline", settings: ["knots": 3]).fit(to: data).map)?.parts
    )
    let smoothed = try map("--method", "smoothed-temperature", "--prior", "class-frequencies")
    #expect((smoothed as? ComposedMap)?.maps.last is PriorMixtureMap)
    for wrong in [["--histogram-bins", "0"], ["--histogram-bins", "1001"], ["--knots", "1"]] {
      let method = wrong[0] == "--knots" ? "spline" : "histogram"
      let outcome = try calibrate.run(["fit", "binary.npz", "--method", method] + wrong)
      #expect(outcome.exitCode == 64 && outcome.errors.contains(wrong[1]), "\(outcome.errors)")
    }
  }

  @Test(
    arguments: [
      ("temprature", "did you mean temperature?"),
      ("focal-temperture", "did you mean focal-temperature?"),
      ("per-label-plat", "did you mean per-label-platt?"),
      ("platt|isotonc", "'isotonc'; did you mean isotonic?"),
      ("vennabers", "did you mean venn-abers?"),
      ("Auto", "did you mean auto?"),
      ("magic", "the usual ones are temperature"),
      ("", "the usual ones are temperature"),
    ]
  )
  func mistypedNamesAreTakenForTheNearest(name: String, words: String) throws {
    for arguments in [
      ["fit", "data.npz", "--method", name], ["fit", "data.npz"] + ["--candidates", name],
    ] {
      // An empty list has no name to mistake.
      if name.isEmpty, arguments.contains("--candidates") { continue }
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == 64)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      // A sentence, not the list of all names.
      #expect(outcome.errors.count < 700)
    }
  }

  @Test func helpNamesEveryMethod() throws {
    let help = try calibrate("fit --help").output
    let names = Set(help.split { !($0.isLetter || $0 == "-") }.map(String.init))
    for method in [
      "temperature", "focal-temperature", "focal-map", "ensemble-temperature",
      "smoothed-temperature", "smoothed-focal-temperature", "vector", "matrix", "dirichlet",
      "structured-vector", "focal-structured-vector", "structured-matrix",
      "focal-structured-matrix", "platt", "beta", "quadratic-logistic", "isotonic",
      "centered-isotonic", "histogram", "histogram-equal-width", "scaling-binning", "bbq", "spline",
      "venn-abers", "order-preserving-isotonic", "auto",
    ] {
      #expect(names.contains(method), "\(method)")
    }
  }

  @Test func theScaleOfAFocalStructuredMapIsKept() throws {
    for method in ["focal-structured-vector", "focal-structured-matrix"] {
      let fit = try calibrate("fit data.npz --method \(method) --json -o c.json")
      let parameters = try #require(try fit.json()["parameters"] as? [String: Any])
      let scale = try #require(parameters["scale"] as? Double)
      let text = try calibrate("fit data.npz --method \(method)").output
      #expect(text.contains("scale = \(String(format: "%.4f", scale))"), "\(text)")
      // It is still there when the file has been read and is written again.
      let again = try Calibrator(contentsOf: calibrate.path("c.json")).json()
      let read = try JSONSerialization.jsonObject(with: again) as? [String: Any]
      #expect((read?["parameters"] as? [String: Any])?["scale"] as? Double == scale)
    }
    let plain = try calibrate("fit data.npz --method structured-vector --json").json()
    #expect((plain["parameters"] as? [String: Any])?["scale"] == nil)
  }
}
