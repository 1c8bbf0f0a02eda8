/// A page in one file: style sheet and scripts are in it, and nothing is loaded from elsewhere.
package struct HTMLPage: Sendable {
  /// The title, in the window's bar and at the top of the page.
  package var title: String
  /// What the page is about, for search engines and previews; plain text.
  package var summary: String
  /// What is between the page's header and its end.
  package var content: [HTMLNode]
  /// The version of the program that made the page, which stands at its end; `nil` for none.
  package var version: String?

  /// A page.
  package init(title: String, summary: String, content: [HTMLNode], version: String? = nil) {
    self.title = title
    self.summary = summary
    self.content = content
    self.version = version
  }

  /// The width that charts of a page are drawn for, in pixels: that of a phone, where they are shown as they are
  /// drawn; wider pages show them somewhat larger.
  static let chartWidth = 400.0

  /// The whole file.
  package var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(SVGWriter.escaped(title))</title>
    <meta name="description" content="\(SVGWriter.escaped(summary))">
    <link rel="icon" href="data:,">
    <script>
    \(PageResource.earlyScript)
    </script>
    <style>
    \(ChartStyle.styleSheet)
    \(PageResource.styleSheet)
    </style>
    </head>
    <body>
    \(body.map(\.html).joined(separator: "\n"))
    <script type="module">
    \(PageResource.script)
    </script>
    </body>
    </html>

    """
  }

  private var body: [HTMLNode] {
    let skip = HTMLNode.element("a", class: "skip", [.init("href", "#content")], text: "To the content")
    let header = HTMLNode.element(
      "header",
      class: "page",
      [],
      [
        .element("h1", text: title),
        .element("div", class: "toolbar", [], [Self.themeButton]),
      ]
    )
    // Focus follows the skip link into an element only if it can have the focus.
    let main = HTMLNode.element("main", id: "content", [.init("tabindex", "-1")], content)
    return [skip, header, main]
      + (version.map { [.element("footer", class: "page", text: "Made by calibrate \($0).")] } ?? [])
  }

  /// Without scripts there is nothing to press; `theme.js` shows the button.
  private static let themeButton = HTMLNode.element(
    "button",
    class: "theme",
    [.init("type", "button"), .init("hidden")],
    text: "Theme"
  )
}
