/// A function that is linear between points, and constant before the first and after the last.
public struct PiecewiseLinearFunction: Sendable, Hashable, Codable {
  /// The points' arguments, ascending.
  public let arguments: [Double]
  /// The points' values.
  public let values: [Double]

  /// - Precondition: There are as many values as arguments, at least one.
  init(unchecked arguments: [Double], values: [Double]) {
    precondition(values.count == arguments.count && !values.isEmpty)
    self.arguments = arguments
    self.values = values
  }

  /// Whether there are points, the arguments ascend, and all values lie in [0, 1].
  var isProbability: Bool {
    !values.isEmpty && values.count == arguments.count
      && zip(arguments, arguments.dropFirst()).allSatisfy { $0 < $1 }
      && arguments.allSatisfy(\.isFinite)
      && values.allSatisfy { (0...1).contains($0) }
  }

  /// The value at a place.
  func value(at x: Double) -> Double {
    let next = arguments.partitioningIndex { $0 > x }
    if next == 0 { return values[0] }
    if next == arguments.count { return values[next - 1] }
    let share = (x - arguments[next - 1]) / (arguments[next] - arguments[next - 1])
    return values[next - 1] + share * (values[next] - values[next - 1])
  }
}
