import ArgumentParser
import CalibrationFiles
import CalibrationTraining
import Foundation

struct ExperimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Train the networks of a plan, and write one report about them.",
    discussion: """
      PLAN is a TOML file, or the name of one in Training/Experiments: cifar10-laptop, \
      tiny-imagenet-laptop, published-cifar10, published-cifar100, published-tiny-imagenet, \
      cifar10-smoke.

      Each run has a folder in the experiment's. Runs that are finished are skipped, one that was \
      begun goes on: give the same command again after an interruption. At the end, or when it is \
      stopped, the experiment's folder gets report.md, report.json and report.csv about what is \
      finished.

      Example:
        calibrate train experiment cifar10-laptop --data cifar-10 -o runs/cifar10
      """
  )

  @Argument(help: "The plan.")
  var plan: String

  @Option(help: ArgumentHelp("The folder of the data set; that of the plan by default.", valueName: "folder"))
  var data: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder of the experiment, made where it is missing; runs/NAME by default.",
      valueName: "folder"
    )
  )
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Train only the runs in whose name, such as plain/resnet-20/focal-3/seed-1, this is found.",
      valueName: "regex"
    )
  )
  var only: String?

  @Option(help: ArgumentHelp("auto, cpu or cuda.", valueName: "device"))
  var device: RunConfiguration.DeviceChoice = .auto

  @Option(help: ArgumentHelp("Threads of the network; libtorch chooses by default.", valueName: "n"))
  var threads: Int?

  @Flag(help: "List the runs and how far they are, and do nothing.")
  var dryRun = false

  @Flag(help: "Write the report about what is finished, and train nothing.")
  var reportOnly = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); give at least 1")
    }
    _ = try pattern
  }

  func run() throws {
    if !dryRun && !reportOnly {
      ThreadWaiting.restartSpinningBriefly()
      FreedMemory.keep()
    }
    try reportingFailures {
      let plan = try ExperimentPlan(contentsOf: ExperimentPlan.path(of: plan))
      let folder = output ?? "runs/\(plan.name)"
      let dataFolder = try dataFolder(plan, folder)
      let runs = plan.runs(on: dataFolder, in: folder, device: device, threads: threads)
      // Every folder is looked at first: what does not fit shows before hours of training.
      let states = try runs.map { try $0.state() }
      if dryRun {
        for (run, state) in zip(runs, states) where try isChosen(run) {
          print("\(run.name)  \(state.title)")
        }
        return
      }
      if reportOnly {
        try writeReport(plan, runs, in: folder)
        return
      }
      if plan.usesSampleImages, data == nil { try SampleImages().write(to: dataFolder) }
      try train(plan, runs, in: folder)
    }
  }

  /// Trains what is chosen and not finished; the report is written however it ends.
  private func train(_ plan: ExperimentPlan, _ runs: [ExperimentRun], in folder: String) throws {
    let trained = Result { try train(runs) }
    let written = Result { try writeReport(plan, runs, in: folder) }
    try trained.get()
    try written.get()
  }

  /// A loss that diverges is no reason not to train with the others; it is the error at the end.
  private func train(_ runs: [ExperimentRun]) throws {
    let stopSignal = StopSignal()
    var divergence: RunError?
    for (index, run) in runs.enumerated() where try isChosen(run) {
      do {
        try train(run, title: "run \(index + 1) of \(runs.count): \(run.name)", stopSignal)
      } catch let error as RunError {
        guard case .nonFiniteLoss = error else { throw error }
        StandardError.write("calibrate train: warning: \(run.name): \(error)\n")
        divergence = divergence ?? error
      }
    }
    if let divergence { throw divergence }
  }

  private func train(_ run: ExperimentRun, title: String, _ stopSignal: StopSignal) throws {
    let reporter = RunReporter(isQuiet: quiet, epochs: run.configuration.epochs)
    defer { reporter.clear() }
    var configuration = run.configuration
    switch try run.state() {
    case .finished:
      reporter.say("\(title), finished before")
      return
    case .begun(let begun): configuration = begun
    case .missing: break
    }
    reporter.say(title)
    var training = try TrainingRun(configuration, in: run.folder, resuming: true, onEvent: reporter.report)
    let outcome = try training.train(onEvent: reporter.report) { stopSignal.number != nil }
    if case .stopped(let epochs) = outcome {
      reporter.say("stopped; \(epochs) of \(configuration.epochs) epochs are kept, go on with the same command")
      throw FailureCode.signal(stopSignal.number ?? SIGINT)
    }
  }

  private func writeReport(_ plan: ExperimentPlan, _ runs: [ExperimentRun], in folder: String)
    throws
  {
    let report = try ExperimentReport(of: plan, runs)
    try report.write(to: folder)
    if !quiet {
      StandardError.write(
        "\(report.results.count) of \(runs.count) runs finished; report written to \(folder)/report.md\n"
      )
    }
  }

  private func dataFolder(_ plan: ExperimentPlan, _ folder: String) throws(FileError) -> String {
    let named = data ?? plan.data ?? (plan.usesSampleImages ? "\(folder)/images" : nil)
    guard let named else {
      throw FileError(
        .noInput,
        path: self.plan,
        reason: "the plan names no data; give the folder of the data set with --data"
      )
    }
    return URL(fileURLWithPath: named).standardizedFileURL.path
  }

  private var pattern: Regex<AnyRegexOutput>? {
    get throws {
      do {
        return try only.map { try Regex($0) }
      } catch {
        throw ValidationError("--only \(only ?? "") is no regular expression")
      }
    }
  }

  private func isChosen(_ run: ExperimentRun) throws -> Bool {
    guard let pattern = try pattern else { return true }
    return run.name.contains(pattern)
  }
}

extension ExperimentRun.State {
  fileprivate var title: String {
    switch self {
    case .missing: "not begun"
    case .begun: "begun"
    case .finished: "finished"
    }
  }
}
