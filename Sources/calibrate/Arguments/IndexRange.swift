import ArgumentParser

/// A half-open range `A:B` on the command line, counted from 0; `:B` starts at 0.
struct IndexRange: ExpressibleByArgument, Sendable {
  let range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let upper = Int(parts[1]) else { return nil }
    guard let lower = parts[0].isEmpty ? 0 : Int(parts[0]), lower >= 0, upper > lower else {
      return nil
    }
    range = lower..<upper
  }
}
