/// How p-values are adjusted when several hypotheses are tested together.
public enum MultiplicityCorrection: String, Sendable, Hashable, CaseIterable {
  /// The probability of even one false rejection stays below the level, however the tests depend on each other.
  ///
  /// The i-th smallest of m p-values is multiplied by m − i + 1, and is at least as large as those before it.
  ///
  /// Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (Scandinavian Journal of
  /// Statistics, 1979).
  case holm
  /// The expected share of false ones among the rejections stays below the level, for tests that are
  /// independent or depend on each other positively.
  ///
  /// The i-th smallest of m p-values is multiplied by m / i, and is at most as large as those after it.
  ///
  /// Source: Benjamini and Hochberg, "Controlling the False Discovery Rate" (Journal of the Royal
  /// Statistical Society B, 1995).
  case benjaminiHochberg = "benjamini-hochberg"
  /// The p-values as they are.
  case none

  /// The adjusted p-values, in the order of the given ones and at most 1; reject where one is at most the
  /// level.
  public func adjusted(_ pValues: [Double]) -> [Double] {
    let count = pValues.count
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var adjusted = pValues
    switch self {
    case .none: break
    case .holm:
      var largest = 0.0
      for (rank, index) in order.enumerated() {
        largest = max(largest, min(1, Double(count - rank) * pValues[index]))
        adjusted[index] = largest
      }
    case .benjaminiHochberg:
      var smallest = 1.0
      for (rank, index) in order.enumerated().reversed() {
        smallest = min(smallest, Double(count) / Double(rank + 1) * pValues[index])
        adjusted[index] = smallest
      }
    }
    return adjusted
  }
}
