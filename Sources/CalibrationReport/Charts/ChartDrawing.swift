import CMath

/// Writes a chart that is laid out.
struct ChartDrawing {
  private let chart: Chart
  private let layout: ChartLayout
  private let id: String
  private var writer: SVGWriter

  init(chart: Chart, layout: ChartLayout, id: String, writer: SVGWriter) {
    self.chart = chart
    self.layout = layout
    self.id = id
    self.writer = writer
  }

  /// The elements, from the background to the marks.
  mutating func body() -> String {
    writer.element("rect", [("width", "100%"), ("height", "100%")] + writer.fill(.surface))
    drawHeading()
    for index in chart.panels.indices { drawPanel(index) }
    return writer.text
  }

  /// Whether an ink was drawn with, or one of the same name.
  func hasUsed(_ ink: Ink) -> Bool { writer.inks.contains { $0.name == ink.name } }

  // MARK: Heading

  private mutating func drawHeading() {
    for line in layout.titleLines {
      drawText(line.text, 12, line.baseline, size: ChartLayout.titleSize, weight: "600")
    }
    for line in layout.subtitleLines {
      drawText(line.text, 12, line.baseline, size: ChartLayout.labelSize, ink: .muted)
    }
    for entry in layout.entries { drawEntry(entry) }
  }

  private mutating func drawEntry(_ entry: ChartLayout.Entry) {
    let width = ChartLayout.sampleWidth
    let middle = entry.baseline - ChartLayout.labelSize * 0.33
    let style = entry.mark.style
    switch entry.mark.shape {
    case .points, .text:
      let symbol = Self.symbol(style, entry.left + width / 2, middle)
      writer.element(symbol.name, symbol.attributes + symbolPaint(style))
    case .bars, .band, .cells:
      writer.element(
        "rect",
        Self.rectangle(entry.left + 3, middle - 5, width - 6, 10)
          + writer.fill(style.ink, opacity: style.opacity)
      )
    case .line, .step, .segments, .arrows, .verticalRule, .horizontalRule:
      writer.element(
        "line",
        Self.line(entry.left, middle, entry.left + width, middle)
          + writer.stroke(style.ink, width: style.width, dashes: style.dashes, opacity: style.opacity)
      )
    }
    drawText(entry.text, entry.left + width + 6, entry.baseline, size: ChartLayout.labelSize)
  }

  // MARK: Panels

  private mutating func drawPanel(_ index: Int) {
    let panel = chart.panels[index]
    let placed = layout.panels[index]
    let frame = placed.frame
    let isLast = index == chart.panels.count - 1
    let clip = "\(id)-clip-\(index + 1)"
    drawGrid(panel, placed)
    writer.group("clipPath", [("id", clip)]) { writer in
      // Half a line's width more, so that lines along the edge are whole.
      writer.element("rect", Self.rectangle(frame.left - 1.5, frame.top - 1.5, frame.width + 3, frame.height + 3))
    }
    let space = PanelSpace(x: chart.x.scale, y: panel.y.scale, frame: frame)
    for mark in panel.marks {
      if let identifier = mark.identifier {
        writer.beginGroup("g", Self.place(of: identifier, in: space))
        draw(mark, in: space, clip: clip)
        writer.endGroup("g")
      } else {
        draw(mark, in: space, clip: clip)
      }
    }
    drawVerticalAxis(panel, placed)
    if isLast { drawHorizontalAxis(frame) }
  }

  private mutating func drawGrid(_ panel: Panel, _ placed: ChartLayout.PlacedPanel) {
    let frame = placed.frame
    var lines: [String] = []
    if panel.y.hasGrid {
      lines += placed.ticks.map { tick in
        let y = frame.bottom - panel.y.scale.position(of: tick.value) * frame.height
        return Self.path([(x: frame.left, y: y), (x: frame.right, y: y)])
      }
    }
    if chart.x.hasGrid {
      lines += layout.xTicks.map { tick in
        let x = frame.left + chart.x.scale.position(of: tick.value) * frame.width
        return Self.path([(x: x, y: frame.top), (x: x, y: frame.bottom)])
      }
    }
    guard !lines.isEmpty else { return }
    writer.element("path", [("d", lines.joined())] + writer.stroke(.grid, width: 1))
  }

  private mutating func drawVerticalAxis(_ panel: Panel, _ placed: ChartLayout.PlacedPanel) {
    let frame = placed.frame
    drawTickLabels(
      placed.ticks.map { tick in
        let y = frame.bottom - panel.y.scale.position(of: tick.value) * frame.height
        return (tick.label, (x: frame.left - 7, y: y + ChartLayout.tickSize * 0.36))
      },
      anchor: "end"
    )
    guard !panel.y.label.isEmpty else { return }
    let x = 10 + ChartLayout.labelSize * 0.8
    let y = (frame.top + frame.bottom) / 2
    let turn =
      "rotate(-90 \(NumberText.coordinate(x)) \(NumberText.coordinate(y)))"
    drawText(
      TextWidth.truncated(panel.y.label, to: frame.height + 12, size: ChartLayout.labelSize),
      x,
      y,
      size: ChartLayout.labelSize,
      anchor: "middle",
      transform: turn
    )
  }

  private mutating func drawHorizontalAxis(_ frame: ChartLayout.Frame) {
    if chart.x.ticks != .none {
      writer.element(
        "line",
        Self.line(frame.left, frame.bottom, frame.right, frame.bottom)
          + writer.stroke(.muted, width: 1)
      )
    }
    drawTickLabels(
      layout.xTicks.map { tick in
        let x = frame.left + chart.x.scale.position(of: tick.value) * frame.width
        // A label at the end moves inwards rather than out of the chart.
        let half = TextWidth.of(tick.label, size: ChartLayout.tickSize) / 2
        let place = (x: min(x, layout.width - 3 - half), y: frame.bottom + ChartLayout.tickSize + 6)
        return (tick.label, place)
      },
      anchor: "middle"
    )
    if !chart.x.label.isEmpty {
      drawText(
        TextWidth.truncated(chart.x.label, to: layout.width - 24, size: ChartLayout.labelSize),
        (frame.left + frame.right) / 2,
        layout.height - 9,
        size: ChartLayout.labelSize,
        anchor: "middle"
      )
    }
  }

  private mutating func drawTickLabels(_ labels: [(text: String, place: PanelSpace.Place)], anchor: String) {
    guard !labels.isEmpty else { return }
    let attributes = [
      SVGWriter.number("font-size", ChartLayout.tickSize), ("text-anchor", anchor),
    ]
    writer.group("g", attributes + writer.fill(.muted)) { writer in
      for label in labels {
        writer.element(
          "text",
          [SVGWriter.number("x", label.place.x), SVGWriter.number("y", label.place.y)],
          text: label.text
        )
      }
    }
  }

  // MARK: Marks

  /// What a script must know to draw a mark anew.
  private static func place(of identifier: String, in space: PanelSpace) -> [SVGWriter.Attribute] {
    let frame = space.frame
    func list(_ numbers: [Double]) -> String {
      numbers.map { "\($0)" }.joined(separator: " ")
    }
    return [
      ("data-mark", identifier),
      ("data-frame", list([frame.left, frame.top, frame.width, frame.height])),
      ("data-x", list([space.x.lower, space.x.upper])),
      ("data-y", list([space.y.lower, space.y.upper])),
    ]
  }

  private mutating func draw(_ mark: Mark, in space: PanelSpace, clip: String) {
    let style = mark.style
    switch mark.shape {
    case .points(let points): drawSymbols(points, of: mark, in: space)
    case .text(let labels):
      for label in labels where space.contains(label.point) {
        drawLabel(label, style.ink, at: space.place(label.point))
      }
    case .line(let points):
      drawPaths(space.lines(through: points).map { Self.path(thinned($0)) }, clip, linePaint(style))
    case .step(let points):
      drawPaths(space.lines(through: points).map { Self.path(Self.staircase($0)) }, clip, linePaint(style))
    case .segments(let segments):
      let paths = segments.map { segment in
        space.lines(through: [segment.from, segment.to]).first.map { Self.path($0) }
      }
      drawParts(paths, of: mark, clip, linePaint(style))
    case .arrows(let arrows):
      drawPaths(
        arrows.flatMap { space.lines(through: [$0.from, $0.to]) }
          .map { Self.arrow(from: $0[0], to: $0[1]) },
        clip,
        linePaint(style)
      )
    case .verticalRule(let x):
      let rule = [ChartPoint(x, space.y.lower), ChartPoint(x, space.y.upper)]
      drawPaths(space.lines(through: rule).map { Self.path($0) }, clip, linePaint(style))
    case .horizontalRule(let y):
      let rule = [ChartPoint(space.x.lower, y), ChartPoint(space.x.upper, y)]
      drawPaths(space.lines(through: rule).map { Self.path($0) }, clip, linePaint(style))
    case .band(let lower, let upper):
      let edges = [upper, lower.reversed()].map { edge in
        space.lines(through: edge).flatMap { thinned($0) }
      }
      let area = Self.path(edges.flatMap { $0 })
      drawPaths(area.isEmpty ? [] : ["\(area)Z"], clip, areaPaint(style))
    case .bars(let bars):
      drawParts(bars.map { space.area($0) }, of: mark, clip, areaPaint(style))
    case .cells(let cells): drawCells(cells, of: mark, in: space, clip)
    }
  }

  /// Draws paths together.
  private mutating func drawPaths(_ paths: [String], _ clip: String, _ paint: [SVGWriter.Attribute]) {
    guard !paths.isEmpty else { return }
    writer.element("path", [Self.clipped(clip), ("d", paths.joined())] + paint)
  }

  /// Draws the parts of a mark: together, or each as an element of its own where they have tooltips.
  private mutating func drawParts(_ paths: [String?], of mark: Mark, _ clip: String, _ paint: [SVGWriter.Attribute]) {
    guard !mark.tooltips.isEmpty else {
      drawPaths(paths.compactMap { $0 }, clip, paint)
      return
    }
    writer.group("g", [Self.clipped(clip)] + paint) { writer in
      for (index, path) in paths.enumerated() {
        if let path { writer.element("path", [("d", path)], title: mark.tooltip(index)) }
      }
    }
  }

  /// Draws cells, those of equal paint together.
  private mutating func drawCells(_ cells: [Mark.Cell], of mark: Mark, in space: PanelSpace, _ clip: String) {
    struct Paint: Hashable {
      let ink: String
      let opacity: Double
    }
    let groups = Dictionary(grouping: cells.indices) { index in
      Paint(ink: cells[index].ink.name, opacity: cells[index].opacity)
    }.values.sorted { $0[0] < $1[0] }
    writer.group("g", [Self.clipped(clip)]) { writer in
      for group in groups {
        let first = cells[group[0]]
        writer.group("g", writer.fill(first.ink, opacity: first.opacity)) { writer in
          for index in group {
            guard let area = space.area(cells[index].rectangle) else { continue }
            writer.element("path", [("d", area)], title: mark.tooltip(index))
          }
        }
      }
    }
  }

  private mutating func drawSymbols(_ points: [ChartPoint], of mark: Mark, in space: PanelSpace) {
    let symbols = points.enumerated().filter { space.contains($0.element) }.map { index, point in
      let place = space.place(point)
      return (shape: Self.symbol(mark.style, place.x, place.y), tooltip: mark.tooltip(index))
    }
    guard !symbols.isEmpty else { return }
    writer.group("g", symbolPaint(mark.style)) { writer in
      for symbol in symbols {
        writer.element(symbol.shape.name, symbol.shape.attributes, title: symbol.tooltip)
      }
    }
  }

  // MARK: Paint

  private static func clipped(_ clip: String) -> SVGWriter.Attribute {
    ("clip-path", "url(#\(clip))")
  }

  private mutating func linePaint(_ style: MarkStyle) -> [SVGWriter.Attribute] {
    [("stroke-linejoin", "round")]
      + writer.stroke(style.ink, width: style.width, dashes: style.dashes, opacity: style.opacity)
  }

  private mutating func areaPaint(_ style: MarkStyle) -> [SVGWriter.Attribute] {
    writer.fill(style.ink, opacity: style.opacity)
  }

  private mutating func symbolPaint(_ style: MarkStyle) -> [SVGWriter.Attribute] {
    switch style.symbol {
    case .circle, .square, .diamond, .triangle: areaPaint(style)
    case .ring: writer.stroke(style.ink, width: 1.8, opacity: style.opacity)
    case .cross: writer.stroke(style.ink, width: 2, opacity: style.opacity)
    }
  }

  private mutating func drawLabel(_ label: Mark.Label, _ ink: Ink, at place: PanelSpace.Place) {
    let size = ChartLayout.tickSize
    let (x, y, anchor) =
      switch label.side {
      case .above: (place.x, place.y - 7, "middle")
      case .below: (place.x, place.y + 7 + size * 0.72, "middle")
      case .left: (place.x - 7, place.y + size * 0.36, "end")
      case .right: (place.x + 7, place.y + size * 0.36, "start")
      case .center: (place.x, place.y + size * 0.36, "middle")
      }
    // A rim of the background keeps the text legible on top of lines.
    var attributes: [SVGWriter.Attribute] = [
      SVGWriter.number("x", x), SVGWriter.number("y", y), SVGWriter.number("font-size", size),
      ("text-anchor", anchor), ("stroke-linejoin", "round"),
    ]
    attributes += writer.stroke(.surface, width: 3)
    writer.element("text", attributes + [("aria-hidden", "true")], text: label.text)
    drawText(label.text, x, y, size: size, ink: ink, anchor: anchor)
  }

  private mutating func drawText(
    _ text: String,
    _ x: Double,
    _ y: Double,
    size: Double,
    ink: Ink = .text,
    anchor: String = "start",
    weight: String? = nil,
    transform: String? = nil
  ) {
    var attributes: [SVGWriter.Attribute] = [
      SVGWriter.number("x", x), SVGWriter.number("y", y), SVGWriter.number("font-size", size),
    ]
    if anchor != "start" { attributes.append(("text-anchor", anchor)) }
    if let weight { attributes.append(("font-weight", weight)) }
    if let transform { attributes.append(("transform", transform)) }
    writer.element("text", attributes + writer.fill(ink), text: text)
  }

  // MARK: Geometry

  /// A line without the points that a screen does not show.
  private func thinned(_ line: [PanelSpace.Place]) -> [PanelSpace.Place] {
    LineSimplification.simplified(line, tolerance: 0.15)
  }

  /// The element of a symbol at a place, without its paint.
  private static func symbol(
    _ style: MarkStyle,
    _ x: Double,
    _ y: Double
  ) -> (name: String, attributes: [SVGWriter.Attribute]) {
    let radius = style.radius
    func corners(_ offsets: [(Double, Double)]) -> String {
      path(offsets.map { (x: x + radius * $0.0, y: y + radius * $0.1) })
    }
    switch style.symbol {
    case .circle, .ring:
      return ("circle", [SVGWriter.number("cx", x), SVGWriter.number("cy", y), SVGWriter.number("r", radius)])
    case .square:
      return ("path", [("d", corners([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]) + "Z")])
    case .diamond:
      return ("path", [("d", corners([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]) + "Z")])
    case .triangle:
      return ("path", [("d", corners([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]) + "Z")])
    case .cross:
      return ("path", [("d", corners([(-1, -1), (1, 1)]) + corners([(-1, 1), (1, -1)]))])
    }
  }

  private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> [SVGWriter.Attribute] {
    [
      SVGWriter.number("x1", x1), SVGWriter.number("y1", y1),
      SVGWriter.number("x2", x2), SVGWriter.number("y2", y2),
    ]
  }

  private static func rectangle(
    _ left: Double,
    _ top: Double,
    _ width: Double,
    _ height: Double
  ) -> [SVGWriter.Attribute] {
    [
      SVGWriter.number("x", left), SVGWriter.number("y", top),
      SVGWriter.number("width", width), SVGWriter.number("height", height),
    ]
  }

  private static func path(_ places: [PanelSpace.Place]) -> String {
    places.enumerated().map { index, place in
      "\(index == 0 ? "M" : "L")\(NumberText.coordinate(place.x)) \(NumberText.coordinate(place.y))"
    }.joined()
  }

  private static func staircase(_ places: [PanelSpace.Place]) -> [PanelSpace.Place] {
    var result: [PanelSpace.Place] = []
    for place in places {
      if let last = result.last { result.append((x: place.x, y: last.y)) }
      result.append(place)
    }
    return result
  }

  /// A line with a head, which is left out where the line is shorter than it.
  private static func arrow(from start: PanelSpace.Place, to end: PanelSpace.Place) -> String {
    let run = (x: end.x - start.x, y: end.y - start.y)
    let length = hypot(run.x, run.y)
    let line = path([start, end])
    guard length > 2 else { return line }
    let size = min(4.5, 0.45 * length)
    let along = (x: run.x / length * size, y: run.y / length * size)
    return line
      + path([
        (x: end.x - along.x + 0.6 * along.y, y: end.y - along.y - 0.6 * along.x),
        end,
        (x: end.x - along.x - 0.6 * along.y, y: end.y - along.y + 0.6 * along.x),
      ])
  }
}
