/// An axis of a panel.
public struct Axis: Sendable, Hashable {
  /// Where ticks are.
  package enum Ticks: Sendable, Hashable {
    /// At round numbers, as many as there is room for.
    case numbers
    /// At these places, as far as their labels do not meet.
    case fixed([TickMark])
    /// Nowhere.
    case none
  }

  /// What the axis shows, with its unit; empty for none.
  public var label: String
  /// How numbers become places.
  public var scale: AxisScale
  /// Where ticks are.
  package var ticks: Ticks
  /// Whether lines of a grid go through the panel at the ticks.
  public var hasGrid: Bool

  /// An axis with ticks at round numbers.
  public init(_ label: String, scale: AxisScale, hasGrid: Bool = true) {
    self.init(label, scale: scale, ticks: .numbers, hasGrid: hasGrid)
  }

  /// An axis with ticks of its own.
  package init(_ label: String, scale: AxisScale, ticks: Ticks, hasGrid: Bool = true) {
    self.label = label
    self.scale = scale
    self.ticks = ticks
    self.hasGrid = hasGrid
  }
}
