/// Sorted numbers to read percentiles from.
struct Percentiles {
  private let sorted: [Double]

  /// - Precondition: There is at least one number, and none is NaN.
  init(_ values: [Double]) {
    precondition(!values.isEmpty)
    sorted = values.sorted()
  }

  /// The value below which a share of the numbers lies, interpolated linearly between order
  /// statistics (definition 7 of Hyndman and Fan, numpy's default).
  subscript(share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 1)
    let rest = position - Double(index)
    let lower = sorted[index]
    // Equal neighbours may be infinite, and −∞ plus any part of the way from it stays −∞.
    guard rest > 0, sorted[index + 1] != lower, lower > -.infinity else { return lower }
    return lower + rest * (sorted[index + 1] - lower)
  }
}
