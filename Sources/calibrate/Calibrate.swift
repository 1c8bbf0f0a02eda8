import ArgumentParser
import Calibration
import CalibrationFiles

@main
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Make a classifier's probabilities mean what they say.",
    discussion: """
      The main job: fit a map on validation outputs, prove it on test outputs, apply it.

        calibrate compare --fit validation.npz --test test.npz
        calibrate fit validation.npz --method focal-temperature -o calibrator.json
        calibrate apply calibrator.json new.npy -o probabilities.npy
      """,
    version: softwareVersion,
    subcommands: [
      FitCommand.self, ApplyCommand.self, EvaluateCommand.self, CompareCommand.self,
      ReportCommand.self,
      FocalMapCommand.self, ExplainCommand.self, PlotCommand.self, PlanCommand.self,
      DemoCommand.self, TrainCommand.self,
    ]
  )

  static func main() {
    StandardStreams.fillGaps()
    main(nil)
  }
}
