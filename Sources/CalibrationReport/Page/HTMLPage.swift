/// A page in one file: style sheet and scripts are in it, and nothing is loaded from elsewhere.
public struct HTMLPage: Sendable {
  /// The title, in the window's bar and at the top of the page.
  public var title: String
  /// What the page is about, for search engines and previews; plain text.
  public var summary: String
  /// What is between the page's header and its end.
  public var content: [HTMLNode]

  /// A page.
  public init(title: String, summary: String, content: [HTMLNode]) {
    self.title = title
    self.summary = summary
    self.content = content
  }

  /// The whole file.
  public var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(SVGWriter.escaped(title))</title>
    <meta name="description" content="\(SVGWriter.escaped(summary))">
    <style>
    \(ChartStyle.styleSheet)
    \(PageResource.styleSheet)
    </style>
    </head>
    <body>
    \(HTMLNode.element("main", [], [.element("h1", text: title)] + content).html)
    <script type="module">
    \(PageResource.script)
    </script>
    </body>
    </html>

    """
  }
}
