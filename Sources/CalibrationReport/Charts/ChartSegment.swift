/// A straight line between two points in the units of a panel's axes.
public struct ChartSegment: Sendable, Hashable {
  /// Where it starts.
  public let from: ChartPoint
  /// Where it ends; where the head is, if it is an arrow.
  public let to: ChartPoint

  /// The segment between two points.
  public init(from: ChartPoint, to: ChartPoint) {
    self.from = from
    self.to = to
  }
}
