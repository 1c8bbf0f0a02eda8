#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The command that is running, as one would type it.
enum CommandText {
  /// The arguments after the program's name, where a command runs within another; `nil` for those of the
  /// program.
  @TaskLocal static var arguments: [String]?

  static var current: String {
    (["calibrate"] + (arguments ?? Array(CommandLine.arguments.dropFirst())))
      .map(quoted).joined(separator: " ")
  }

  /// An argument as a shell takes it for one.
  static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,=+@%".contains($0) }
    guard argument.isEmpty || !isPlain else { return argument }
    return "'\(argument.replacing("'", with: "'\\''"))'"
  }
}
