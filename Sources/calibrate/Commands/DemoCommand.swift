import ArgumentParser
import Calibration
import CalibrationFiles
import Foundation

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Generate a small data set and do the main job on it.",
    discussion: """
      The outputs are generated, not those of a real network: logits of an over-confident classifier \
      of 10 classes, with labels drawn so that neither the logits nor any tempered softmax of them is \
      calibrated.

      Example:
        calibrate demo --directory demo
      """
  )

  @Option(help: ArgumentHelp("Where to write the generated files.", valueName: "folder"))
  var directory = "calibrate-demo"

  @Option(help: ArgumentHelp("The seed of the generated data.", valueName: "n"))
  var seed: UInt64 = 1

  func run() throws {
    try reportingFailures {
      try createDirectory()
      let validation = "\(directory)/validation.npz"
      let test = "\(directory)/test.npz"
      let calibrator = "\(directory)/calibrator.json"
      var generator = DemoData(seed: seed)
      try generator.rows(5_000).write(to: validation)
      try generator.rows(5_000).write(to: test)
      print("Generated \(validation) and \(test): 5,000 rows of 10 classes each.")
      try show(CompareCommand.self, ["--fit", validation, "--test", test])
      try show(
        FitCommand.self,
        [validation, "--method", "focal-temperature", "-o", calibrator]
      )
      try show(ExplainCommand.self, [calibrator])
      try show(ApplyCommand.self, [calibrator, test, "-o", "\(directory)/probabilities.npy"])
    }
  }

  private func show(_ command: any ParsableCommand.Type, _ arguments: [String]) throws {
    let name = command.configuration.commandName ?? ""
    print("\n$ calibrate \(([name] + arguments).joined(separator: " "))")
    var command = try command.parseAsRoot(arguments)
    try command.run()
  }

  private func createDirectory() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true
      )
    } catch {
      throw FileError(
        .cannotCreate,
        path: directory,
        reason: "the folder cannot be created; name another with --directory"
      )
    }
  }
}

/// Generated outputs of an over-confident classifier.
struct DemoData {
  private static let classCount = 10
  private var generator: SplitMix64

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed, stream: 0)
  }

  /// Logits with labels drawn from Φ_γ(softmax(z / T)) with T = 1.7 and γ = −0.5.
  mutating func rows(_ count: Int) throws -> LabeledPredictions {
    let truth = try FocalTemperatureMap(temperature: 1.7, gamma: -0.5)
    var scores: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<count {
      // Easy images have one class far ahead, hard ones do not.
      let ease = 14 * Double.random(in: 0..<1, using: &generator).squareRoot()
      var logits = (0..<Self.classCount).map { _ in 2.5 * normal() }
      logits[Int.random(in: 0..<Self.classCount, using: &generator)] += ease
      let row = logits.map { Float($0) }
      let probabilities = try truth.probabilities(forLogits: row.map { Double($0) })
      scores += row
      labels.append(draw(from: probabilities))
    }
    return try LabeledPredictions(
      Predictions(scores, columnCount: Self.classCount, kind: .logits),
      labels: labels
    )
  }

  private mutating func draw(from probabilities: [Double]) -> Int32 {
    var rest = Double.random(in: 0..<1, using: &generator)
    let drawn = probabilities.firstIndex { probability in
      rest -= probability
      return rest < 0
    }
    return Int32(drawn ?? probabilities.count - 1)
  }

  /// A standard normal variate (Box and Muller).
  private mutating func normal() -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }
}
