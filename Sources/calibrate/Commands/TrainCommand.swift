import ArgumentParser
import CalibrationFiles

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train networks with cross-entropy and focal losses (needs calibrate-train).",
    discussion: """
      Everything after the word goes to calibrate-train, a program of its own that is built with \
      libtorch: see calibrate train --help.
      """
  )

  @Argument(parsing: .captureForPassthrough, help: "Arguments of calibrate-train.")
  var arguments: [String] = []

  func run() throws {
    let tool = ExternalTool(name: "calibrate-train")
    guard let path = tool.path else {
      StandardError.write(
        "calibrate: training needs the program calibrate-train, which is neither beside calibrate "
          + "nor on PATH; run `make training` in a checkout of the source, then put the folder of calibrate-train on PATH\n"
      )
      throw FailureCode.unavailable
    }
    let reason = tool.execute(path, arguments: arguments)
    StandardError.write("calibrate: \(path) cannot be started: \(reason)\n")
    throw FailureCode.unavailable
  }
}
