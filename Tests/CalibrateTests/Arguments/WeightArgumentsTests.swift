import Calibration
import CalibrationFiles
import TestSupport
import Testing

@Suite final class WeightArgumentsTests: CommandLineTests {
  @Test func weightsCountRows() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let weights = (0..<data.rowCount).map { $0 < 200 ? 1.0 : 0 }
    try calibrate.folder.file("w.txt", weights.map { "\($0)\n" }.joined())
    // Rows of weight 0 are as good as left out.
    let weighted = try calibrate("fit data.npz --weights w.txt -o w.json")
    #expect(weighted.exitCode == 0, "\(weighted.errors)")
    #expect(weighted.output.contains("rows count by their weights"))
    #expect(try calibrate("fit data.npz --rows 0:200 -o r.json").exitCode == 0)
    let maps = try ["w.json", "r.json"].map {
      try #require(Calibrator(contentsOf: calibrate.path($0)).map as? FocalTemperatureMap)
    }
    #expect(abs(maps[0].temperature - maps[1].temperature) < 1e-6)
    #expect(abs(maps[0].gamma - maps[1].gamma) < 1e-6)

    struct Report: Decodable {
      let metrics: [String: Metric]
      struct Metric: Decodable { let value: Double }
    }
    let reports = try [["--weights", "w.txt"], ["--rows", "0:200"]].map {
      try calibrate.run(["evaluate", "data.npz", "--json", "--resamples", "1"] + $0)
        .decoded(as: Report.self)
    }
    for name in ["accuracy", "nll", "ece", "adaptive_ece", "classwise_ece"] {
      let (one, other) = try (
        #require(reports[0].metrics[name]), #require(reports[1].metrics[name])
      )
      #expect(abs(one.value - other.value) < 1e-9, "\(name)")
    }

    let compared = try calibrate.run([
      "compare", "--fit", "data.npz", "--test", "data.npz", "--fit-weights", "w.txt",
      "--test-weights", "w.txt", "--methods", "temperature", "--resamples", "10",
    ])
    #expect(compared.exitCode == 0, "\(compared.errors)")
    #expect(try calibrate("fit data.npz --weight-column 1").exitCode == 65)
  }
}
