/// A reason why a metric cannot be computed as asked.
public enum MetricError: Error, Hashable, Sendable {
  /// The number of bins is outside 1 ... 1000.
  case binCount(Int)
  /// The bandwidth of a kernel is not positive and finite.
  case bandwidth(Double)
  /// A block has fewer than two rows.
  case blockSize(Int)

  static func check(binCount: Int) throws(MetricError) {
    guard (1...1000).contains(binCount) else { throw .binCount(binCount) }
  }
}

extension MetricError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let count):
      "\(count) bins were asked for; give a number from 1 to 1000"
    case .bandwidth(let bandwidth):
      "the bandwidth is \(bandwidth); give a positive number"
    case .blockSize(let size):
      "blocks of \(size) rows were asked for; give at least 2"
    }
  }
}
