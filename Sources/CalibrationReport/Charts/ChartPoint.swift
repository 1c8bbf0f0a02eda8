/// A point in the units of a panel's axes.
public struct ChartPoint: Sendable, Hashable {
  /// Along the horizontal axis.
  public let x: Double
  /// Along the vertical axis.
  public let y: Double

  /// A point; one that is not finite interrupts a line and is left out elsewhere.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
