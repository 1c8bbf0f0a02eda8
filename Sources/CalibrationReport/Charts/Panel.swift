/// Marks over a vertical axis; the horizontal axis is the chart's.
public struct Panel: Sendable, Hashable {
  /// The vertical axis.
  public var y: Axis
  /// What is drawn, the first furthest back.
  public var marks: [Mark]
  /// The panel's share of the height, relative to those of the chart's other panels.
  public var heightShare: Double

  /// A panel.
  public init(y: Axis, marks: [Mark], heightShare: Double = 1) {
    self.y = y
    self.marks = marks
    self.heightShare = heightShare
  }
}
