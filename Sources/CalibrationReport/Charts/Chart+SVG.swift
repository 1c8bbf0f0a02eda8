extension Chart {
  /// The chart as an SVG document, which may also stand in an HTML page.
  ///
  /// The same chart and size give the same text. Ticks and lines of the heading are chosen for the
  /// size, so make a chart for a narrow place with a small width instead of shrinking a wide one.
  ///
  /// - Parameters:
  ///   - width: The width in pixels, at least 160.
  ///   - height: The height in pixels, at least 120; if `nil`, the width times
  ///     ``heightRatio``, and at least ``leastHeight``.
  ///   - appearance: How the chart comes by its colours.
  ///   - id: A name that no other chart of a page has: letters, digits and hyphens.
  public func svg(
    width: Double = 720,
    height: Double? = nil,
    appearance: ChartAppearance = .adaptive,
    id: String = "chart"
  ) -> String {
    let size = (
      width: Self.bounded(width, least: 160),
      height: Self.bounded(height ?? max(width * heightRatio, leastHeight), least: 120)
    )
    var drawing = ChartDrawing(
      chart: self,
      layout: ChartLayout(self, width: size.width, height: size.height),
      id: id,
      writer: SVGWriter(appearance)
    )
    let body = drawing.body()
    let width = NumberText.coordinate(size.width)
    let height = NumberText.coordinate(size.height)
    let name = SVGWriter.escaped(id)
    let style =
      appearance == .adaptive
      ? " <style>\n\(ChartStyle.styleSheet(for: Ink.all.filter(drawing.hasUsed)))\n </style>\n" : ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="chart" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(name)-title \(name)-description" \
      font-family="system-ui, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif">
       <title id="\(name)-title">\(SVGWriter.escaped(title))</title>
       <desc id="\(name)-description">\(SVGWriter.escaped(description))</desc>
      \(style)\(body)</svg>

      """
  }

  private static func bounded(_ length: Double, least: Double) -> Double {
    length.isFinite ? min(max(length, least), 20_000) : least
  }
}
