import ArgumentParser
import CalibrationTraining
import Foundation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train a network on a folder of images, and write its logits.",
    discussion: """
      DATA is a folder with the binary files of CIFAR-10 or CIFAR-100, with Tiny ImageNet, or with a \
      folder of JPEG or PNG files for each class, directly or in train and test.

      The folder of the run gets a checkpoint and a line of log.jsonl after every epoch. A run that \
      was stopped or killed goes on with the same command and --resume, to the same result as if it \
      had not stopped. At the end there are train.npz, validation.npz and test.npz with logits and \
      labels, and weights.safetensors.

      Losses, with examples of their parameters:
      \(losses)

      Example:
        calibrate train run cifar-10 -o runs/focal-3 --loss focal:3
        calibrate compare --fit runs/focal-3/validation.npz \\
          --test runs/focal-3/test.npz
      """
  )

  /// A line for each loss: how it is typed, what it is called, which values it takes.
  private static var losses: String {
    let width = TrainingLossCatalog.entries.map { $0.forms[0].count }.max() ?? 0
    return TrainingLossCatalog.entries.map { entry in
      let form = entry.forms[0].padding(toLength: width, withPad: " ", startingAt: 0)
      let words = [entry.title] + entry.parameters.map(\.notation)
      return "  \(form)  \(words.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  @Argument(help: "The folder of the data set.")
  var data: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder of the run, made where it is missing.", valueName: "folder")
  )
  var output: String

  @Flag(help: "Go on with the run in the folder, if there is one.")
  var resume = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @OptionGroup var training: TrainingArguments

  func validate() throws {
    // The library checks what it is given; here a mistake is reported with the command's usage.
    do {
      _ = try NetworkArchitecture(named: training.network)
      try TrainingLossCatalog.check(training.loss)
      try configuration.validate()
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    ThreadWaiting.restartSpinningBriefly()
    FreedMemory.keep()
    try reportingFailures {
      let stopSignal = StopSignal()
      let reporter = RunReporter(isQuiet: quiet, epochs: training.epochs)
      defer { reporter.clear() }
      var run = try TrainingRun(configuration, in: RunFolder(output), resuming: resume, onEvent: reporter.report)
      let outcome = try run.train(onEvent: reporter.report) { stopSignal.number != nil }
      switch outcome {
      case .finished:
        reporter.say("logits and weights written to \(output)")
      case .stopped(let epochs):
        reporter.say("stopped; \(epochs) of \(training.epochs) epochs are kept, go on with --resume")
        throw FailureCode.signal(stopSignal.number ?? SIGINT)
      }
    }
  }

  private var configuration: RunConfiguration {
    training.configuration(data: URL(fileURLWithPath: data).standardizedFileURL.path)
  }
}
