import Calibration
import CalibrationFiles
import Foundation
import TestSupport
import Testing

@Suite final class FocalMapCommandTests: CommandLineTests {
  @Test func focalMapNeedsNoLabels() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    try data.predictions.write(to: calibrate.path("z.npy"))
    let outcome = try calibrate("focal-map --gamma 2 z.npy -o p.npy")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let written = try Predictions(contentsOf: calibrate.path("p.npy"))
    let expected = try FocalCalibrationMap(gamma: 2).probabilities(for: data.predictions)
    #expect(written.scores(ofRow: 5) == expected.scores(ofRow: 5))

    // Negative numbers are values, not options.
    let lower = try calibrate("focal-map --gamma=-0.5 z.npy -o q.npy")
    #expect(lower.exitCode == 0, "\(lower.errors)")
  }

  @Test func focalMapWritesACalibrator() throws {
    let data = try LabeledPredictions(contentsOf: calibrate.path("data.npz"))
    let classes = "\(data.classCount)"
    let outcome = try calibrate("focal-map --gamma 2 --classes \(classes) -o c.json --json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let written = try Calibrator(contentsOf: calibrate.path("c.json"))
    #expect(written.method == "focal-map" && written.classCount == data.classCount)
    #expect(try Data(outcome.output.utf8) == written.json())
    // The classes of a file of scores, and the same probabilities either way.
    #expect(try calibrate("focal-map --gamma 2 data.npz -o d.json").exitCode == 0)
    #expect(try Calibrator(contentsOf: calibrate.path("d.json")).json() == written.json())
    #expect(try calibrate("apply c.json data.npz -o a.npy").exitCode == 0)
    #expect(try calibrate("focal-map --gamma 2 data.npz -o b.npy").exitCode == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: calibrate.path("a.npy")))
        == Data(contentsOf: URL(fileURLWithPath: calibrate.path("b.npy")))
    )
    #expect(try calibrate("evaluate data.npz --calibrator c.json").exitCode == 0)

    let binary = try calibrate("focal-map --gamma 2 --alpha 0.25 -o s.json")
    #expect(binary.exitCode == 0, "\(binary.errors)")
    let map = try Calibrator(contentsOf: calibrate.path("s.json")).map
    let expected = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    #expect(map as? SigmoidFocalCalibrationMap == expected)

    for wrong in [
      ["-o", "c.json"], ["-o", "p.npy"], ["--classes", "1", "-o", "c.json"],
      ["--classes", classes, "data.npz", "-o", "c.json"],
      ["--classes", classes, "-o", "p.npy"], ["data.npz", "--log-probabilities", "-o", "c.json"],
      ["--alpha", "0.25", "--classes", "3", "-o", "c.json"],
    ] {
      #expect(try calibrate.run(["focal-map", "--gamma", "2"] + wrong).exitCode == 64, "\(wrong)")
    }
  }

  @Test func sigmoidOutputsKeepTheirShape() throws {
    try calibrate.folder.file("s.csv", "0.1,0.9,0.5\n0.2,0.3,0.999\n")
    let outcome = try calibrate("focal-map --gamma 2 --alpha 0.25 --kind sigmoid s.csv -o p.csv")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let lines = try calibrate.folder.text("p.csv")
      .split(separator: "\n")
    let row = try #require(lines.last).split(separator: ",").compactMap { Double($0) }
    let map = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    let expected = try [0.2, 0.3, 0.999].map {
      try map.probabilities(forLogits: [log(1 - $0), log($0)])[1]
    }
    #expect(row.count == 3)
    for (got, want) in zip(row, expected) { #expect(abs(got - want) < 1e-6) }
  }
}
