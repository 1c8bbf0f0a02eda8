import ArgumentParser

/// A half-open range `A:B` on the command line, counted from 0; `:B` starts at 0, `A:` reaches to the
/// end.
struct IndexRange: ExpressibleByArgument, Sendable {
  let range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.contains(where: { !$0.isEmpty }),
      let upper = parts[1].isEmpty ? Int.max : Int(parts[1])
    else { return nil }
    guard let lower = parts[0].isEmpty ? 0 : Int(parts[0]), lower >= 0, upper > lower else {
      return nil
    }
    range = lower..<upper
  }

  /// The range, which must not be open.
  func closed(option: String) throws -> Range<Int> {
    guard range.upperBound != .max else {
      throw UsageError("\(option) needs both ends, as in \(option) 11:21")
    }
    return range
  }
}
