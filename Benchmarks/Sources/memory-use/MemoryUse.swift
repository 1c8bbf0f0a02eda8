import ArgumentParser
import BenchmarkSupport
import Calibration
import Foundation

@main
struct MemoryUse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory-use",
    abstract: "Measure the memory of fits, on scores in memory and on a mapped file.",
    discussion: """
      In memory: the peak of this process while it makes a matrix of scores and fits to it. On a \
      file: the peaks of `calibrate fit` and `calibrate apply`, sampled every few milliseconds: \
      memory of their own (RssAnon), and pages of mapped files (RssFile), which the system takes back \
      whenever it needs them. Linux only. Exits with 1 when a bound is not kept.

      Example:
        memory-use --calibrate .build/release/calibrate
      """
  )

  @Option(help: "The rows of the matrix in memory.")
  var rows = 50_000

  @Option(help: "The classes of both matrices.")
  var classes = 1000

  @Option(help: "The size of the mapped file, in units of 10^9 bytes.")
  var gigabytes = 4.0

  @Option(help: "The built calibrate command; without it, no file is measured.")
  var calibrate: String?

  /// What a fit may need beside the matrix, and a command beside the file.
  private static let bound = Mebibytes(bytes: 64 << 20)
  /// What a command may have in memory at all, pages of files included.
  private static let residentBound = Mebibytes(bytes: 512 << 20)

  func validate() throws {
    guard rows >= 1, classes >= 2, gigabytes > 0 else {
      throw ValidationError("--rows, --classes and --gigabytes must be positive, with 2 classes or more")
    }
  }

  func run() throws {
    // First, because the peak of a process never falls.
    var isKept = try measureInMemory()
    if let calibrate {
      isKept = try measureMapped(calibrate) && isKept
    }
    if !isKept { throw ExitCode.failure }
  }

  private func measureInMemory() throws -> Bool {
    let data = try SyntheticClassifier(classCount: classes).outputs(rowCount: rows)
    let temperature = try TemperatureScaling().fit(to: data).map
    let focal = try FocalTemperatureScaling().fit(to: data).map
    let peak = try ProcessMemory.current().peak
    let matrix = Mebibytes(bytes: rows * classes * MemoryLayout<Float>.stride)
    let beside = peak - matrix
    print("In memory, \(rows) x \(classes):")
    print("  matrix                         \(matrix)")
    print("  peak of the process (VmHWM)    \(peak)")
    print("  beside the matrix              \(beside)  \(verdict(beside, Self.bound))")
    print("  T alone \(temperature.temperature); T \(focal.temperature), gamma \(focal.gamma)")
    return beside <= Self.bound
  }

  private func measureMapped(_ calibrate: String) throws -> Bool {
    let rowCount = Int(gigabytes * 1e9) / (classes * MemoryLayout<Float>.stride)
    let folder = try TemporaryFolder(byteCount: 2 * rowCount * classes * MemoryLayout<Float>.stride)
    defer { folder.remove() }
    let scores = folder.file("scores.npy")
    let labels = folder.file("labels.npy")
    let map = folder.file("calibrator.json")
    try SyntheticFiles(classCount: classes).write(rowCount: rowCount, scores: scores, labels: labels)
    print("On a mapped file, \(rowCount) x \(classes), \(try Mebibytes(ofFile: scores)):")
    let commands = [
      [
        "fit", scores, "--labels", labels, "--kind", "logits", "--method", "temperature", "-o", map,
      ],
      ["fit", scores, "--labels", labels, "--kind", "logits", "-o", map],
      ["apply", map, scores, "--kind", "logits", "-o", folder.file("probabilities.npy")],
    ]
    var isKept = true
    for arguments in commands {
      let usage = try MeasuredCommand(calibrate, arguments).run()
      let name = arguments.prefix { !$0.hasPrefix("/") }.joined(separator: " ")
      let method = arguments.contains("temperature") ? "temperature" : "focal-temperature"
      print("  calibrate \(name), \(method): \(usage.seconds.fixed(1)) s")
      print(
        "    own memory (RssAnon)         \(usage.memory.anonymous)  \(verdict(usage.memory.anonymous, Self.bound))"
      )
      print("    pages of files (RssFile)     \(usage.memory.file)")
      print("    both, at the peak (VmHWM)    \(usage.memory.peak)  \(verdict(usage.memory.peak, Self.residentBound))")
      isKept =
        isKept && usage.memory.anonymous <= Self.bound
        && usage.memory.peak <= Self.residentBound
    }
    return isKept
  }

  private func verdict(_ size: Mebibytes, _ bound: Mebibytes) -> String {
    size <= bound ? "(bound \(bound))" : "MORE THAN THE BOUND, \(bound)"
  }
}
