#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What is said beside the results: warnings, notes and progress.
enum StandardError {
  /// Writes as much as can be written: where nobody listens any more, nothing is lost that counts.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { writeOnce(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  static func warn(_ text: String) {
    write("calibrate: warning: \(text)\n")
  }

  static var isTerminal: Bool { isatty(2) == 1 }
}

/// The system's `write`, whose name `StandardError` has taken.
private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
