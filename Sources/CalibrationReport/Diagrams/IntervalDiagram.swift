import Calibration

/// Estimates with their intervals, one below the other: methods compared by a metric, or groups.
///
/// Also known as a forest plot.
public struct IntervalDiagram: Sendable, Hashable {
  /// An estimate.
  public struct Entry: Sendable, Hashable {
    /// What is estimated.
    public var name: String
    /// The estimate.
    public var value: Double
    /// The lower end of its interval.
    public var lower: Double
    /// The upper end.
    public var upper: Double
    /// Whether it is drawn in another colour, as the best is, or the one that others are compared with.
    public var isHighlighted: Bool

    /// An estimate with its interval.
    public init(_ name: String, value: Double, lower: Double, upper: Double, isHighlighted: Bool = false) {
      self.name = name
      self.value = value
      self.lower = lower
      self.upper = upper
      self.isHighlighted = isHighlighted
    }

    /// The estimate of a metric with its interval.
    public init(_ name: String, _ estimate: MetricEstimate, isHighlighted: Bool = false) {
      self.init(
        name,
        value: estimate.value,
        lower: estimate.interval.lower,
        upper: estimate.interval.upper,
        isHighlighted: isHighlighted
      )
    }
  }

  /// The title.
  public var title: String
  /// A line of figures under the title; empty for none.
  public var subtitle: String
  /// What is estimated, the label of the axis.
  public var quantity: String
  /// The estimates, the top one first.
  public var entries: [Entry]
  /// A value that is marked by a line, such as that of the uncalibrated scores, or 0; `nil` for none.
  public var reference: Double?
  /// What the legend calls the reference; `nil` for no legend.
  public var referenceName: String?
  /// The decimals of estimates in words.
  public var digits: Int

  /// A diagram.
  public init(
    title: String,
    subtitle: String = "",
    quantity: String,
    entries: [Entry],
    reference: Double? = nil,
    referenceName: String? = nil,
    digits: Int = 4
  ) {
    self.title = title
    self.subtitle = subtitle
    self.quantity = quantity
    self.entries = entries
    self.reference = reference
    self.referenceName = referenceName
    self.digits = digits
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let ends = entries.flatMap { [$0.value, $0.lower, $0.upper] } + [reference].compactMap { $0 }
    let ticks = entries.indices.map { index in
      let entry = entries[index]
      return TickMark(value: height(index), label: entry.name, detail: " · \(number(entry.value))")
    }
    return Chart(
      title: title,
      subtitle: subtitle,
      description: "\(quantity) with intervals. " + entries.map(text).joined(separator: "; ") + ".",
      x: Axis(quantity, scale: .linear(covering: ends)),
      panels: [
        Panel(
          y: Axis("", scale: .linear(0, Double(max(entries.count, 1))), ticks: .fixed(ticks), hasGrid: false),
          marks: referenceMarks + marks(highlighted: false) + marks(highlighted: true)
        )
      ],
      heightRatio: 0,
      leastHeight: 120 + 20 * Double(entries.count)
    )
  }

  private var referenceMarks: [Mark] {
    let style = MarkStyle(ink: .muted, width: 1.2, dashes: [4, 3])
    return reference.map { [Mark(.verticalRule($0), style: style, name: referenceName)] } ?? []
  }

  private func marks(highlighted: Bool) -> [Mark] {
    let shown = entries.indices.filter { entries[$0].isHighlighted == highlighted }
    guard !shown.isEmpty else { return [] }
    let ink = Ink.series(highlighted ? 1 : 0)
    let tooltips = shown.map { text(entries[$0]) }
    let intervals = shown.map { index in
      ChartSegment(
        from: ChartPoint(entries[index].lower, height(index)),
        to: ChartPoint(entries[index].upper, height(index))
      )
    }
    let points = shown.map { ChartPoint(entries[$0].value, height($0)) }
    return [
      Mark(.segments(intervals), style: MarkStyle(ink: ink, width: 2.5), tooltips: tooltips),
      Mark(
        .points(points),
        style: MarkStyle(ink: ink, symbol: highlighted ? .diamond : .circle, radius: 4.5),
        tooltips: tooltips
      ),
    ]
  }

  /// Where an estimate is on the vertical axis.
  private func height(_ index: Int) -> Double { Double(entries.count - index) - 0.5 }

  private func number(_ value: Double) -> String { NumberText.fixed(value, digits: digits) }

  private func text(_ entry: Entry) -> String {
    "\(entry.name): \(number(entry.value)) (\(number(entry.lower))–\(number(entry.upper)))"
  }
}
