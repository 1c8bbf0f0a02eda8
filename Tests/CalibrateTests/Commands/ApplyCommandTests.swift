import Calibration
import CalibrationFiles
import Foundation
import Testing

@Suite final class ApplyCommandTests: CommandLineTests {
  @Test func aCalibratorForOtherClassesIsRefused() throws {
    let calibrator = try Calibrator(map: try TemperatureMap(temperature: 2), classCount: 10)
    try AtomicFile.write(Array(calibrator.json()), to: calibrate.path("ten.json"))
    for arguments in [
      ["apply", "ten.json", "data.npz", "-o", "p.npy"],
      ["evaluate", "data.npz", "--calibrator", "ten.json"],
    ] {
      let outcome = try calibrate.run(arguments)
      #expect(outcome.exitCode == 65)
      #expect(outcome.errors.contains("10 classes") && outcome.errors.contains("data.npz"))
    }
    #expect(!FileManager.default.fileExists(atPath: calibrate.path("p.npy")))
  }
}
