/// Several series as lines, such as the course of training under several losses.
///
/// ```swift
/// let diagram = LineDiagram(
///   title: "Confidence against generalisation",
///   x: "test loss − training loss",
///   y: "confidence − accuracy",
///   series: runs.map { LineDiagram.Series($0.loss, points: $0.points) },
///   horizontalReferences: [0]
/// )
/// try diagram.chart.svg().write(toFile: "training.svg", atomically: true, encoding: .utf8)
/// ```
public struct LineDiagram: Sendable, Hashable {
  /// One line.
  public struct Series: Sendable, Hashable {
    /// What the legend calls it.
    public var name: String
    /// Its points, in the order in which they are joined.
    public var points: [ChartPoint]
    /// The lower ends of intervals around the points, drawn as a band; empty for none.
    public var lower: [ChartPoint]
    /// The upper ends.
    public var upper: [ChartPoint]

    /// A line of points, with a band from `lower` to `upper` where both are given.
    public init(_ name: String, points: [ChartPoint], lower: [ChartPoint] = [], upper: [ChartPoint] = []) {
      self.name = name
      self.points = points
      self.lower = lower
      self.upper = upper
    }
  }

  /// The title.
  public var title: String
  /// A line of figures under the title; empty for none.
  public var subtitle: String
  /// The label of the horizontal axis.
  public var x: String
  /// The label of the vertical axis.
  public var y: String
  /// Whether equal ratios lie equally far apart on the horizontal axis.
  public var hasLogarithmicX: Bool
  /// The lines, in the order of the legend.
  public var series: [Series]
  /// Heights that are marked by a line across, such as 0 for perfect calibration.
  public var horizontalReferences: [Double]
  /// Whether each line has a ring where it crosses the first horizontal reference.
  public var marksCrossings: Bool
  /// Whether each line has a symbol at its last point.
  public var marksEnds: Bool

  /// A diagram.
  public init(
    title: String,
    subtitle: String = "",
    x: String,
    y: String,
    hasLogarithmicX: Bool = false,
    series: [Series],
    horizontalReferences: [Double] = [],
    marksCrossings: Bool = false,
    marksEnds: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.x = x
    self.y = y
    self.hasLogarithmicX = hasLogarithmicX
    self.series = series
    self.horizontalReferences = horizontalReferences
    self.marksCrossings = marksCrossings
    self.marksEnds = marksEnds
  }

  /// Where a line crosses a height, by linear interpolation, in the order of its points.
  ///
  /// A point on the height is a crossing; points that are not finite interrupt the line.
  public static func crossings(of points: [ChartPoint], height: Double) -> [ChartPoint] {
    var crossings: [ChartPoint] = []
    for (index, point) in points.enumerated() {
      if point.y == height, point.x.isFinite { crossings.append(point) }
      guard index + 1 < points.count else { break }
      let next = points[index + 1]
      let share = (height - point.y) / (next.y - point.y)
      let x = point.x + share * (next.x - point.x)
      if share > 0, share < 1, x.isFinite { crossings.append(ChartPoint(x, height)) }
    }
    return crossings
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let all = series.flatMap { $0.points + $0.lower + $0.upper }
    let xs = all.map(\.x).filter { $0.isFinite && (!hasLogarithmicX || $0 > 0) }
    let lowest = xs.min() ?? .nan
    let highest = xs.max() ?? .nan
    let yScale = AxisScale.linear(covering: all.map(\.y) + horizontalReferences)
    return Chart(
      title: title,
      subtitle: subtitle,
      description: description,
      x: Axis(x, scale: hasLogarithmicX ? .logarithmic(lowest, highest) : .linear(lowest, highest)),
      panels: [Panel(y: Axis(y, scale: yScale), marks: marks)]
    )
  }

  private var marks: [Mark] {
    let references = horizontalReferences.map { height in
      Mark(.horizontalRule(height), style: MarkStyle(ink: .muted, width: 1.2, dashes: [4, 3]))
    }
    let bands = series.enumerated().filter {
      !$0.element.lower.isEmpty && !$0.element.upper.isEmpty
    }.map { index, line in
      Mark(.band(lower: line.lower, upper: line.upper), style: MarkStyle(ink: .series(index), opacity: 0.18))
    }
    let lines = series.enumerated().map { index, line in
      Mark(.line(line.points), style: .series(index), name: line.name)
    }
    var symbols: [Mark] = []
    for (index, line) in series.enumerated() {
      if marksEnds, let end = line.points.last { symbols.append(symbol(.points([end]), index)) }
      if marksCrossings, let height = horizontalReferences.first {
        var mark = symbol(.points(Self.crossings(of: line.points, height: height)), index)
        mark.style.symbol = .ring
        mark.style.radius = 5
        symbols.append(mark)
      }
    }
    return references + bands + lines + symbols
  }

  private func symbol(_ shape: Mark.Shape, _ index: Int) -> Mark {
    Mark(shape, style: .series(index))
  }

  private var description: String {
    let parts = series.map { line in
      guard let first = line.points.first, let last = line.points.last else {
        return "\(line.name) has no points"
      }
      return "\(line.name) goes from \(NumberText.short(first.y)) at \(NumberText.short(first.x)) "
        + "to \(NumberText.short(last.y)) at \(NumberText.short(last.x))"
    }
    return "\(y) against \(x), as lines. " + parts.joined(separator: "; ") + "."
  }
}
