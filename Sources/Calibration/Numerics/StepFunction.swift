/// A function of one variable that is constant between finitely many thresholds.
public struct StepFunction: Sendable, Hashable, Codable {
  /// Where the function steps, ascending.
  public let thresholds: [Double]
  /// The values: before the first threshold, between neighbours, after the last.
  public let values: [Double]

  /// - Precondition: There is one value more than thresholds.
  init(unchecked thresholds: [Double], values: [Double]) {
    precondition(values.count == thresholds.count + 1)
    self.thresholds = thresholds
    self.values = values
  }

  /// The function without the thresholds at which nothing changes.
  init(simplifying thresholds: [Double], values: [Double]) {
    let steps = thresholds.indices.filter { values[$0] != values[$0 + 1] }
    self.init(unchecked: steps.map { thresholds[$0] }, values: values.prefix(1) + steps.map { values[$0 + 1] })
  }

  /// Whether the thresholds ascend and all values lie in [0, 1].
  var isProbability: Bool {
    values.count == thresholds.count + 1
      && zip(thresholds, thresholds.dropFirst()).allSatisfy { $0 < $1 }
      && values.allSatisfy { (0...1).contains($0) }
      && !thresholds.contains { $0.isNaN }
  }

  /// Whether, besides, no value is smaller than the one before it.
  var isRisingProbability: Bool {
    isProbability && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
  }

  /// The value where a threshold itself belongs to the step below it.
  func valueUpTo(_ x: Double) -> Double {
    values[thresholds.partitioningIndex { $0 >= x }]
  }

  /// The value where a threshold itself belongs to the step above it.
  func valueFrom(_ x: Double) -> Double {
    values[thresholds.partitioningIndex { $0 > x }]
  }
}

extension Array {
  /// The first index at which a predicate holds that holds from there on; the count if it never does.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
