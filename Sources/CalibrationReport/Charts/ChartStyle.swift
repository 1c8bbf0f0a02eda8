/// The style sheet of charts.
public enum ChartStyle {
  /// The rules for all inks, for a page that holds charts of the appearance
  /// ``ChartAppearance/inherited``.
  ///
  /// The colours are custom properties, `--chart-text`, `--chart-series-1` and so on; a page may set them
  /// to others.
  public static let styleSheet = styleSheet(for: Ink.all)

  /// The rules for some inks.
  static func styleSheet(for inks: [Ink]) -> String {
    let light = variables(of: inks, in: .light)
    let dark = variables(of: inks, in: .dark)
    let rules = inks.map { ink in
      ".chart .fill-\(ink.name){fill:var(--chart-\(ink.name))}"
        + ".chart .stroke-\(ink.name){stroke:var(--chart-\(ink.name))}"
    }
    return
      ([
        ".chart{color-scheme:light dark;\(light)}",
        "@media (prefers-color-scheme:dark){.chart{\(dark)}}",
        "[data-theme=light] .chart,.chart[data-theme=light]{color-scheme:light;\(light)}",
        "[data-theme=dark] .chart,.chart[data-theme=dark]{color-scheme:dark;\(dark)}",
      ] + rules).joined(separator: "\n")
  }

  private static func variables(of inks: [Ink], in palette: Palette) -> String {
    inks.map { "--chart-\($0.name):\(palette[$0].hexadecimal)" }.joined(separator: ";")
  }
}
