/// How a written chart comes by its colours.
public enum ChartAppearance: String, Sendable, Hashable, CaseIterable {
  /// Light or dark as the reader's system is; `data-theme="light"` or `"dark"` on the chart, or on
  /// anything around it, decides otherwise. Programs without style sheets show the light one.
  case adaptive
  /// Light always.
  case light
  /// Dark always.
  case dark
  /// As ``adaptive``, but the style sheet is the page's: see ``ChartStyle``.
  case inherited
}
