import Foundation

/// What is said beside the results: warnings, notes and progress.
enum StandardError {
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  static func warn(_ text: String) {
    write("calibrate: warning: \(text)\n")
  }

  static var isTerminal: Bool { isatty(2) == 1 }
}
