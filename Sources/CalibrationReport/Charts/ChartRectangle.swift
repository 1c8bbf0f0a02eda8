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
