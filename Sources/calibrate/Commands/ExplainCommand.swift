import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say in a few sentences what a fitted map does.",
    discussion: """
      Example:
        calibrate explain calibrator.json
      """
  )

  @Argument(help: "A calibrator that `calibrate fit -o` has written.")
  var calibrator: String

  @OptionGroup
  var common: CommonArguments

  func run() throws {
    try common.run {
      let explanation = try naming(calibrator) {
        try Explanation(of: Calibrator(contentsOf: calibrator))
      }
      print(common.json ? try JSONText.encode(explanation) : explanation.text)
    }
  }
}
