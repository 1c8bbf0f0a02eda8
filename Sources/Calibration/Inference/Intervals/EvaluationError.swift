/// A reason why metrics cannot be evaluated with intervals, or within groups, as asked.
public enum EvaluationError: Error, Hashable, Sendable {
  /// The number of bins is outside 1 ... 1000.
  case binCount(Int)
  /// The number of bootstrap resamples is outside 1 ... 1,000,000.
  case resampleCount(Int)
  /// The confidence level does not lie strictly between 0 and 1.
  case level(Double)
  /// There is a group for another number of rows than there are.
  case groupedRows(Int, rows: Int)
  /// There are more groups than can be evaluated one by one.
  case groupCount(Int, largest: Int)

  /// Every resample's metrics are kept, some hundred bytes of them: a million take a few hundred megabytes.
  static func check(resampleCount: Int) throws(EvaluationError) {
    guard (1...1_000_000).contains(resampleCount) else { throw .resampleCount(resampleCount) }
  }

  static func check(level: Double) throws(EvaluationError) {
    guard level > 0, level < 1 else { throw .level(level) }
  }
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let count):
      MetricError.binCount(count).description
    case .resampleCount(let count):
      "\(count) bootstrap resamples were asked for; give a number from 1 to 1000000"
    case .level(let level):
      "the confidence level is \(level); it must lie strictly between 0 and 1"
    case .groupedRows(let grouped, let rows):
      "there are groups for \(grouped) rows, but \(rows) rows; give one group for each row"
    case .groupCount(let count, let largest):
      "there are \(count) groups; give at most \(largest), each of many rows"
    }
  }
}
