/// Something drawn in a panel.
public struct Mark: Sendable, Hashable {
  /// What is drawn.
  public enum Shape: Sendable, Hashable {
    /// Points joined by straight lines.
    case line([ChartPoint])
    /// Points joined by a staircase: each value holds until the next point.
    case step([ChartPoint])
    /// A symbol at each point.
    case points([ChartPoint])
    /// Upright rectangles, filled.
    case bars([ChartRectangle])
    /// The area between two curves, given from left to right.
    case band(lower: [ChartPoint], upper: [ChartPoint])
    /// Straight lines of their own.
    case segments([ChartSegment])
    /// Arrows.
    case arrows([ChartSegment])
    /// A vertical line across the panel.
    case verticalRule(Double)
    /// A horizontal line across the panel.
    case horizontalRule(Double)
    /// Filled rectangles with an ink each, side by side.
    case cells([Cell])
    /// Text at points.
    case text([Label])
  }

  /// A rectangle of a heat map.
  public struct Cell: Sendable, Hashable {
    /// Where it is.
    public let rectangle: ChartRectangle
    /// What it is filled with.
    public let ink: Ink
    /// How much of the ink is put on, in [0, 1].
    public let opacity: Double

    /// A rectangle with an ink of its own.
    public init(_ rectangle: ChartRectangle, ink: Ink, opacity: Double = 1) {
      self.rectangle = rectangle
      self.ink = ink
      self.opacity = opacity
    }
  }

  /// A line of text beside a point.
  public struct Label: Sendable, Hashable {
    /// On which side of the point the text is.
    public enum Side: Sendable, Hashable {
      /// Over the point, centred.
      case above
      /// Under the point, centred.
      case below
      /// To the left.
      case left
      /// To the right.
      case right
      /// On the point, centred.
      case center
    }

    /// The point.
    public let point: ChartPoint
    /// The text.
    public let text: String
    /// On which side of the point the text is.
    public let side: Side

    /// A text beside a point.
    public init(_ text: String, at point: ChartPoint, side: Side = .right) {
      self.text = text
      self.point = point
      self.side = side
    }
  }

  /// What is drawn.
  public var shape: Shape
  /// How it is drawn.
  public var style: MarkStyle
  /// What the legend calls it; `nil` for what needs no legend.
  public var name: String?
  /// What a page's scripts find it by, to draw it anew; `nil` for what stays as it is. Its axes must be linear.
  public var identifier: String?
  /// What is shown while the pointer rests on each of its points, bars, segments or cells, in their order; empty
  /// for nothing. Other shapes show none.
  public var tooltips: [String]

  /// A shape in a style.
  public init(
    _ shape: Shape,
    style: MarkStyle = MarkStyle(),
    name: String? = nil,
    identifier: String? = nil,
    tooltips: [String] = []
  ) {
    self.shape = shape
    self.style = style
    self.name = name
    self.identifier = identifier
    self.tooltips = tooltips
  }

  /// What is shown on one of its parts.
  func tooltip(_ index: Int) -> String? { tooltips.indices.contains(index) ? tooltips[index] : nil }
}
