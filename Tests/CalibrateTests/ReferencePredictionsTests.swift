import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

/// Fits on the outputs of four real networks against the optima in `../shared/reference`, where that
/// folder is present.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared, which is not part of the project"))
struct ReferencePredictionsTests {
  @Test(arguments: SharedData.names)
  func fitsReachTheReferenceOptimum(_ name: String) throws {
    let data = try SharedData.fittingRows(name)
    let reference = try SharedData.reference(name)
    // The references' optima are known to about 1e-5 in T and γ, and 1e-12 in the likelihood.
    let temperature = try TemperatureScaling().fit(to: data)
    let scaling = reference.temperatureScaling
    #expect(abs(temperature.value - (try #require(scaling.fitNll))) < 1e-7)
    #expect(abs(temperature.map.temperature - (try #require(scaling.temperature))) < 1e-3)

    let focal = try FocalTemperatureScaling().fit(to: data)
    let focalScaling = reference.focalTemperatureScaling
    #expect(abs(focal.value - (try #require(focalScaling.fitNll))) < 1e-7)
    #expect(abs(focal.map.temperature - (try #require(focalScaling.temperature))) < 1e-3)
    #expect(abs(focal.map.gamma - (try #require(focalScaling.gamma))) < 1e-3)
    #expect(focal.value < temperature.value)
    #expect(focal.warnings.isEmpty && temperature.warnings.isEmpty)
  }

  @Test(arguments: SharedData.names)
  func testLikelihoodIsTheReferences(_ name: String) throws {
    let reference = try SharedData.reference(name)
    let test = try SharedData.testRows(name)
    let temperature = try #require(reference.temperatureScaling.temperature)
    let maps: [([String: Double], any CalibrationMap)] = [
      (reference.uncalibrated.test, IdentityMap()),
      (reference.temperatureScaling.test, try TemperatureMap(temperature: temperature)),
    ]
    for (metrics, map) in maps {
      let rows = try EvaluatedRows(of: map, on: test)
      let want = try #require(metrics["nll"])
      #expect(abs(rows.negativeLogLikelihood - want) < 1e-6)
      #expect(abs(rows.accuracy - (try #require(metrics["accuracy"]))) < 1e-12)
    }
  }

  @Test func theCommandLineFitsTheSame() throws {
    let calibrate = try CommandLineTool()
    let name = SharedData.names[3]
    let outcome = try calibrate.run(
      ["fit", SharedData.path(name), "--rows", "0:5000", "--json"]
        + SharedData.columnOptions(name)
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let fit = try outcome.decoded(as: FitReport.self)
    let reference = try SharedData.reference(name).focalTemperatureScaling
    #expect(abs(fit.objective.value - (try #require(reference.fitNll))) < 1e-7)
    let temperature = try #require(fit.parameters["temperature"])
    #expect(abs(temperature - (try #require(reference.temperature))) < 1e-3)
  }

  private struct FitReport: Decodable {
    struct Objective: Decodable {
      let value: Double
    }
    let parameters: [String: Double]
    let objective: Objective
  }
}
