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

/// An upright rectangle in the units of a panel's axes.
public struct ChartRectangle: Sendable, Hashable {
  /// One corner.
  public let from: ChartPoint
  /// The corner opposite.
  public let to: ChartPoint

  /// The rectangle between two opposite corners.
  public init(from: ChartPoint, to: ChartPoint) {
    self.from = from
    self.to = to
  }
}

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
