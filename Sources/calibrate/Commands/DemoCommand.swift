import ArgumentParser
import Calibration
import CalibrationFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Do the main job on the outputs of two real networks.",
    discussion: """
      The outputs are those of two small residual networks on CIFAR-10 that this project has trained, \
      one with cross-entropy and one with focal loss; they come with it.

      Example:
        calibrate demo --directory demo
      """
  )

  @Option(help: ArgumentHelp("Where to write copies and results.", valueName: "folder"))
  var directory = "calibrate-demo"

  @Option(
    help: ArgumentHelp(
      "The folder of the samples; by default the one that comes with this program.",
      valueName: "folder"
    )
  )
  var samples: String?

  func run() throws {
    try reportingFailures {
      let folder = try sampleFolder()
      try createDirectory()
      let crossEntropy = try copies(from: "\(folder)/cifar10-cross-entropy", prefix: "")
      let focal = try copies(from: "\(folder)/cifar10-focal-3", prefix: "focal-")
      let calibrator = "\(directory)/calibrator.json"
      let report = "\(directory)/report.html"

      print("A ResNet-20 trained with cross-entropy on CIFAR-10: which map is best?")
      try show(CompareCommand.self, ["--fit", crossEntropy.validation, "--test", crossEntropy.test])
      print("\nThe same network trained with focal loss, γ = 3.")
      try show(
        CompareCommand.self,
        [
          "--fit", focal.validation, "--test", focal.test,
          "--methods", "temperature,focal-temperature,focal-structured-vector", "--report", report,
        ]
      )
      print("\nThe map to deploy, what it does, and the probabilities of new outputs.")
      try show(FitCommand.self, [focal.validation, "--method", "focal-temperature", "-o", calibrator])
      try show(ExplainCommand.self, [calibrator])
      try show(ApplyCommand.self, [calibrator, focal.test, "-o", "\(directory)/probabilities.npy"])
      print("\nTo look at the second comparison, with sliders for T and γ, open \(report) in a browser.")
    }
  }

  private func show(_ command: any ParsableCommand.Type, _ arguments: [String]) throws {
    let name = command.configuration.commandName ?? ""
    try CommandText.$arguments.withValue([name] + arguments) {
      print("\n$ \(CommandText.current)")
      var command = try command.parseAsRoot(arguments)
      try command.run()
    }
  }
}

// MARK: Files

extension DemoCommand {
  /// Where the samples are: as installed beside the program, or in the checkout it was built in.
  private func sampleFolder() throws -> String {
    if let samples { return samples }
    let program = ExternalTool.ownFolder.map { URL(fileURLWithPath: $0) }
    let ancestors = sequence(first: program) { folder in
      folder.flatMap { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
    }
    .compactMap { $0 }
    let candidates =
      ancestors.prefix(2).map { "\($0.path)/share/calibrate/samples" }
      + ancestors.map { "\($0.path)/Samples" }
    guard let found = candidates.first(where: Self.holdsSamples) else {
      throw FileError(
        .noInput,
        path: "Samples",
        reason: "the samples did not come with this program; name their folder with --samples"
      )
    }
    return found
  }

  private static func holdsSamples(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/cifar10-cross-entropy/test.npz")
  }

  /// Copies of a sample's two files, so that everything of the demo lies in one folder.
  private func copies(from folder: String, prefix: String) throws -> (validation: String, test: String) {
    func copy(_ name: String) throws -> String {
      let path = "\(directory)/\(prefix)\(name)"
      try OutputCheck.check(outputs: [path], inputs: ["\(folder)/\(name)"])
      try LabeledPredictions(contentsOf: "\(folder)/\(name)").write(to: path)
      return path
    }
    return (try copy("validation.npz"), try copy("test.npz"))
  }

  private func createDirectory() throws {
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        .cannotCreate,
        path: directory,
        reason: "the folder cannot be created; name another with --directory"
      )
    }
  }
}
