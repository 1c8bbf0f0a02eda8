import Calibration
import CalibrationFiles
import TestSupport
import Testing

@Suite final class DemoCommandTests: CommandLineTests {
  @Test func demoRunsTheMainJob() throws {
    let outcome = try calibrate("demo")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let map = try Calibrator(contentsOf: calibrate.path("calibrate-demo/calibrator.json")).map
    let focal = try #require(map as? FocalTemperatureMap)
    // Focal training leaves a network with too little confidence: the map raises it.
    #expect((1 + focal.gamma) / focal.temperature > 1)
    let test = try LabeledPredictions(contentsOf: calibrate.path("calibrate-demo/focal-test.npz"))
    let written = try Predictions(contentsOf: calibrate.path("calibrate-demo/probabilities.npy"))
    #expect(written.rowCount == test.rowCount)
    #expect(outcome.output.contains("focal-structured-vector"))
    #expect(outcome.output.hasSuffix("open calibrate-demo/report.html in a browser.\n"))
    let page = try calibrate.folder.text("calibrate-demo/report.html")
    // The command that remakes it is the one that was shown, not that of the demo.
    #expect(page.contains("calibrate compare --fit calibrate-demo/focal-validation.npz"))
  }

  @Test func demoWithoutSamplesSaysWhereTheyAreWanted() throws {
    let outcome = try calibrate("demo --samples nowhere")
    #expect(outcome.exitCode == 66)
    #expect(outcome.errors.contains("nowhere/cifar10-cross-entropy"))
  }
}
