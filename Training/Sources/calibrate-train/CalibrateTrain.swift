import ArgumentParser
import Calibration

@main
struct CalibrateTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate train",
    abstract: "Train image classifiers with cross-entropy and focal losses, for calibration.",
    version: softwareVersion,
    subcommands: [
      InspectCommand.self, RunCommand.self, ExperimentCommand.self, MakeSampleImagesCommand.self,
    ]
  )
}
