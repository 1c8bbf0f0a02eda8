import Calibration
import CalibrationFiles
import Foundation
import Testing

@Suite final class FitCommandTests: CommandLineTests {
  @Test(arguments: ["temperature", "focal-temperature", "focal-map"])
  func fitJSONHasTheContractsKeys(method: String) throws {
    for objective in ["nll", "brier", "ece", "adaptive-ece"] {
      let fit = try calibrate.run([
        "fit", "data.npz", "--method", method, "--objective", objective, "--json", "-o", "c.json",
      ])
      #expect(fit.exitCode == 0, "\(fit.errors)")
      let json = try fit.json()
      #expect(json["method"] as? String == method)
      let parameters = try #require(json["parameters"] as? [String: Double])
      #expect((parameters["temperature"] == nil) == (method == "focal-map"))
      #expect((parameters["gamma"] == nil) == (method == "temperature"))
      let shown = try #require(json["objective"] as? [String: Any])
      #expect(shown["name"] as? String == objective)
      let value = try #require(shown["value"] as? Double)
      let before = try #require(shown["uncalibrated_value"] as? Double)
      #expect(value <= before)
      #expect(json["rows"] as? Int == 400)
      #expect(json["classes"] as? Int == 3)
      #expect(json["warnings"] is [Any])
    }
  }

  @Test func methodsJoinedByABarAreFittedInOrder() throws {
    let fit = try calibrate("fit data.npz --method temperature|focal-map -o c.json")
    #expect(fit.exitCode == 0, "\(fit.errors)")
    let calibrator = try Calibrator(contentsOf: calibrate.path("c.json"))
    let map = try #require(calibrator.map as? ComposedMap)
    #expect(map.maps.first is TemperatureMap && map.maps.last is FocalCalibrationMap)
    let explain = try calibrate("explain c.json")
    #expect(explain.output.contains("temperature|focal-map"))
    #expect(try calibrate("apply c.json data.npz -o p.npy").exitCode == 0)
    for bad in ["temperature|", "|", "temperature|magic"] {
      #expect(try calibrate("fit data.npz --method \(bad)").exitCode == 64)
    }
    let compare = try calibrate.run([
      "compare", "--fit", "data.npz", "--test", "data.npz", "--fit-rows", "0:200", "--test-rows",
      "200:400", "--methods", "temperature,temperature|focal-map", "--resamples", "50",
    ])
    #expect(compare.output.contains("temperature|focal-map"), "\(compare.errors)")
  }

  @Test func matricesTakeTheirRegularisationFromTheCommandLine() throws {
    let given = [
      "fit", "data.npz", "--method", "dirichlet", "--regularization", "l2", "--strength", "0.5,2",
    ]
    let fit = try calibrate.run(given + ["-o", "c.json"])
    #expect(fit.exitCode == 0, "\(fit.errors)")
    // All numbers of the matrix and the shifts are more than the two settings.
    #expect(fit.output.contains("lambda = 0.5000, mu = 2.0000, 12 more"), "\(fit.output)")
    #expect(try calibrate("explain c.json").output.contains("with lambda = 0.5000, mu = 2, regularization = l2"))
    for strength in ["-1", "1,2,3", "x", "1,"] {
      let bad = try calibrate("fit data.npz --method matrix --strength=\(strength)")
      #expect(bad.exitCode == 64, "\(strength)")
    }
    // Few rows for the parameters are told before the search; no progress without a terminal.
    let few = try calibrate("fit data.npz --rows 0:50 --method structured-matrix")
    #expect(few.errors.contains("50 rows are few for 12 parameters"))
    #expect(!few.output.contains("few for"))
    #expect(!few.errors.contains("evaluation"))
  }

  @Test func aFitThatIsWorseThanNoneSaysSo() throws {
    // Three rows that are right, and sure of it.
    let rows = ["fit", "data.npz", "--rows", "0:3", "--method"]
    let fit = try calibrate.run(rows + ["venn-abers", "-o", "c.json"])
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(fit.output.contains("warning: on the very data it was fitted to, the map is worse"))
    #expect(try calibrate("explain c.json").output.contains("worse by its objective"))
    let temperature = try calibrate.run(rows + ["temperature"])
    #expect(!temperature.output.contains("worse"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsSaid()
    throws
  {
    let outcome = try calibrate("fit data.npz -o /dev/full")
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.contains("full"))
  }
}
