/// A line on the terminal that says what is going on, while it goes on.
///
/// Nothing is written where standard error is no terminal.
struct Progress: Sendable {
  private let isShown = StandardError.isTerminal

  /// Replaces the line.
  func say(_ text: String) {
    if isShown { StandardError.write("\r\u{1B}[K\(text) …") }
  }

  /// Removes the line.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K") }
  }

  /// Says something while `body` runs.
  func say<Result>(_ text: String, while body: () throws -> Result) rethrows -> Result {
    say(text)
    defer { clear() }
    return try body()
  }
}
