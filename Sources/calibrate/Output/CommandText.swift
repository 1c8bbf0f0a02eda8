import Foundation

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
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_./:,=+@%"))
    guard argument.isEmpty || argument.unicodeScalars.contains(where: { !plain.contains($0) })
    else { return argument }
    return "'\(argument.replacingOccurrences(of: "'", with: "'\\''"))'"
  }
}
