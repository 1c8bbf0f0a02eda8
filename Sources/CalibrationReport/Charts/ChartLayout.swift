/// Where the parts of a chart are, in pixels from the upper left corner.
struct ChartLayout: Sendable {
  /// An upright rectangle.
  struct Frame: Sendable {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var right: Double { left + width }
    var bottom: Double { top + height }
  }

  /// A panel with the ticks of its vertical axis.
  struct PlacedPanel: Sendable {
    let frame: Frame
    let ticks: [TickMark]
  }

  /// A name of the legend.
  struct Entry: Sendable {
    let mark: Mark
    let text: String
    let left: Double
    let baseline: Double
  }

  static let titleSize = 15.0
  static let labelSize = 12.0
  static let tickSize = 11.0
  /// The width of the sample of a mark in the legend.
  static let sampleWidth = 22.0

  let width: Double
  let height: Double
  private(set) var titleLines: [(text: String, baseline: Double)] = []
  private(set) var subtitleLines: [(text: String, baseline: Double)] = []
  private(set) var entries: [Entry] = []
  private(set) var panels: [PlacedPanel] = []
  private(set) var xTicks: [TickMark] = []

  init(_ chart: Chart, width: Double, height: Double) {
    self.width = width
    self.height = height
    let top = placeHeading(chart)
    let bottom =
      height - 8 - (chart.x.label.isEmpty ? 0 : Self.labelSize + 5)
      - (chart.x.ticks == .none ? 0 : Self.tickSize + 8)
    let heights = panelHeights(chart.panels, total: max(bottom - top, 20))
    let ticks = zip(chart.panels, heights).map { panel, height in
      Self.verticalTicks(panel.y, length: height, widest: width * 0.5)
    }
    let widestTick =
      ticks.joined().map { TextWidth.of($0.label, size: Self.tickSize) }.max() ?? 0
    let hasLabel = chart.panels.contains { !$0.y.label.isEmpty }
    let left = 10 + (hasLabel ? Self.labelSize + 6 : 0) + (widestTick > 0 ? widestTick + 8 : 0)
    let right = width - 18
    var frame = Frame(left: left, top: top, width: max(right - left, 20), height: 0)
    xTicks = Self.horizontalTicks(chart.x, length: frame.width)
    for (height, ticks) in zip(heights, ticks) {
      frame.height = height
      panels.append(PlacedPanel(frame: frame, ticks: ticks))
      frame.top = frame.bottom + Self.panelGap
    }
    if chart.isIsometric { makeIsometric(chart) }
  }

  private static let panelGap = 14.0

  /// Places title, subtitle and legend; returns where the panels start.
  private mutating func placeHeading(_ chart: Chart) -> Double {
    let room = width - 24
    var y = 8.0
    for line in TextWidth.wrapped(chart.title, to: room, size: Self.titleSize * 1.05) {
      y += Self.titleSize + 4
      titleLines.append((line, y - 3))
    }
    for line in TextWidth.wrapped(chart.subtitle, to: room, size: Self.labelSize) {
      y += Self.labelSize + 4
      subtitleLines.append((line, y - 3))
    }
    var x = 12.0
    let marks = chart.legend
    if !marks.isEmpty { y += Self.labelSize + 10 }
    for mark in marks {
      let text = TextWidth.truncated(mark.name ?? "", to: room - Self.sampleWidth - 6, size: Self.labelSize)
      let needed = Self.sampleWidth + 6 + TextWidth.of(text, size: Self.labelSize)
      if x > 12, x + needed > width - 12 {
        x = 12
        y += Self.labelSize + 6
      }
      entries.append(Entry(mark: mark, text: text, left: x, baseline: y - 3))
      x += needed + 14
    }
    return y + 12
  }

  private func panelHeights(_ panels: [Panel], total: Double) -> [Double] {
    let free = max(total - Self.panelGap * Double(max(panels.count - 1, 0)), 10)
    let shares = panels.map { max($0.heightShare, 0.01) }
    let sum = shares.reduce(0, +)
    return shares.map { free * $0 / sum }
  }

  /// Shrinks the panels to where both axes have units of one length, centred.
  private mutating func makeIsometric(_ chart: Chart) {
    panels = zip(panels, chart.panels).map { placed, panel in
      let spanX = chart.x.scale.upper - chart.x.scale.lower
      let spanY = panel.y.scale.upper - panel.y.scale.lower
      let unit = min(placed.frame.width / spanX, placed.frame.height / spanY)
      var frame = placed.frame
      frame.width = unit * spanX
      frame.height = unit * spanY
      frame.left += (placed.frame.width - frame.width) / 2
      frame.top += (placed.frame.height - frame.height) / 2
      return PlacedPanel(frame: frame, ticks: placed.ticks)
    }
  }

  // MARK: Ticks

  static func horizontalTicks(_ axis: Axis, length: Double) -> [TickMark] {
    func fit(_ ticks: [TickMark]) -> Bool {
      let places = ticks.map { tick in
        (center: axis.scale.position(of: tick.value) * length, half: TextWidth.of(tick.label, size: tickSize) / 2)
      }
      return zip(places, places.dropFirst()).allSatisfy {
        $1.center - $1.half - ($0.center + $0.half) >= 6
      }
    }
    return fitting(axis, most: max(2, Int(length / 65)), fit)
  }

  static func verticalTicks(_ axis: Axis, length: Double, widest: Double) -> [TickMark] {
    func fit(_ ticks: [TickMark]) -> Bool {
      let places = ticks.map { axis.scale.position(of: $0.value) * length }
      return zip(places, places.dropFirst()).allSatisfy { abs($1 - $0) >= tickSize + 2 }
    }
    return fitting(axis, most: max(2, Int(length / 38)), fit).map { tick in
      let room = widest - TextWidth.of(tick.detail, size: tickSize)
      return TickMark(value: tick.value, label: TextWidth.truncated(tick.label, to: room, size: tickSize) + tick.detail)
    }
  }

  /// The most ticks whose labels do not meet.
  private static func fitting(_ axis: Axis, most: Int, _ fit: ([TickMark]) -> Bool) -> [TickMark] {
    switch axis.ticks {
    case .none: return []
    case .numbers:
      // Round numbers may leave a short axis with less than two of a few ticks; then more are tried.
      for count in Array((2...most).reversed()) + Array(most + 1...most + 6) {
        let ticks = TickMarks.nice(on: axis.scale, count: count)
        if ticks.count >= 2, fit(ticks) { return ticks }
      }
      return Array(TickMarks.nice(on: axis.scale, count: 2).prefix(1))
    case .fixed(let all):
      let shown = all.filter { (-1e-9...1 + 1e-9).contains(axis.scale.position(of: $0.value)) }
        .sorted { $0.value < $1.value }
      var step = 1
      while true {
        let ticks = shown.enumerated().filter { $0.offset % step == 0 }.map(\.element)
        if ticks.count < 2 || fit(ticks) { return ticks }
        step += 1
      }
    }
  }
}
