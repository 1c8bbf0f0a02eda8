/// A drawing: panels that share a horizontal axis, one above the other, with a title and a legend.
///
/// A chart says what is drawn where; ``svg(width:height:appearance:id:)`` lays it out for a size and
/// writes it.
public struct Chart: Sendable, Hashable {
  /// The title, which screen readers read first.
  public var title: String
  /// A line of figures under the title; empty for none.
  public var subtitle: String
  /// What the chart shows, in words, for those who do not see it.
  public var description: String
  /// The horizontal axis.
  public var x: Axis
  /// The panels, the top one first.
  public var panels: [Panel]
  /// The height for a width of 1, unless a height is asked for.
  public var heightRatio: Double
  /// The least height in pixels, for charts whose rows need room at any width, unless a height is
  /// asked for.
  public var leastHeight: Double
  /// Whether a unit of the horizontal axis is as long as one of the vertical axes.
  public var isIsometric: Bool

  /// A chart.
  public init(
    title: String,
    subtitle: String = "",
    description: String,
    x: Axis,
    panels: [Panel],
    heightRatio: Double = 0.62,
    leastHeight: Double = 0,
    isIsometric: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.x = x
    self.panels = panels
    self.heightRatio = heightRatio
    self.leastHeight = leastHeight
    self.isIsometric = isIsometric
  }

  /// The marks that the legend names: the first of each name.
  var legend: [Mark] {
    var names: Set<String> = []
    return panels.flatMap(\.marks).filter { mark in
      mark.name.map { names.insert($0).inserted } ?? false
    }
  }
}
