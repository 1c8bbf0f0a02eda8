import ArgumentParser
import CalibrationTraining

struct MakeSampleImagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-sample-images",
    abstract: "Draw a small data set to try training on.",
    discussion: """
      Noisy gratings of 32 × 32 pixels in ten directions, a tenth of them with a random label, in \
      the binary format of CIFAR-10. The same seed draws the same images.
      """
  )

  @Argument(help: "The folder of the data set, made where it is missing.")
  var folder: String

  @Option(help: ArgumentHelp("Training images.", valueName: "n"))
  var training = 600

  @Option(help: ArgumentHelp("Test images.", valueName: "n"))
  var test = 300

  @Option(help: ArgumentHelp("The seed of the images.", valueName: "n"))
  var seed: UInt64 = 0

  func validate() throws {
    guard training > 0, test > 0 else { throw ValidationError("give at least one image of a part") }
  }

  func run() throws {
    try reportingFailures {
      try SampleImages(trainingCount: training, testCount: test, seed: seed).write(to: folder)
    }
  }
}
