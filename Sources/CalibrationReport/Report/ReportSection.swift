/// A part of a report under a heading.
struct ReportSection: Sendable {
  /// What a section is made of.
  enum Block: Sendable {
    /// Words.
    case paragraph(String)
    /// The first words of a report, larger than others.
    case lead(String)
    /// Sentences, one below the other.
    case list([String])
    /// What the reader has to know before trusting a number.
    case warning(String)
    /// A table.
    case table(ReportTable)
    /// Charts beside each other; Markdown has none.
    case charts([Chart], Arrangement = .pair)
    /// What is seen when it is unfolded.
    case details(String, [Block])
    /// Names with what they stand for.
    case facts([(name: String, text: String)])
    /// A command to copy.
    case command(String)
    /// What only a page can hold.
    case page(HTMLNode)
  }

  /// How charts stand together.
  enum Arrangement: String, Sendable {
    /// Two beside each other where there is room.
    case pair
    /// As many small ones beside each other as there is room for.
    case grid

    /// The width that charts are drawn for, in pixels; `page.css` shows them a little wider or narrower than that.
    var chartWidth: Double {
      switch self {
      case .pair: HTMLPage.chartWidth
      case .grid: 320
      }
    }
  }

  /// The place that links name: letters and hyphens.
  let id: String
  let title: String
  let blocks: [Block]

  init(_ id: String, _ title: String, _ blocks: [Block]) {
    self.id = id
    self.title = title
    self.blocks = blocks
  }

  // MARK: HTML

  var html: HTMLNode {
    let heading = HTMLNode.element("h2", id: "\(id)-title", text: title)
    var numbering = 0
    return .element(
      "section",
      id: id,
      [.init("aria-labelledby", "\(id)-title")],
      [heading] + blocks.map { html(of: $0, &numbering) }
    )
  }

  private func html(of block: Block, _ chartCount: inout Int) -> HTMLNode {
    switch block {
    case .paragraph(let text): return .element("p", text: Self.unbroken(text))
    case .lead(let text): return .element("p", class: "lead", text: Self.unbroken(text))
    case .list(let texts):
      return .element("ul", [], texts.map { .element("li", text: Self.unbroken($0)) })
    case .warning(let text): return .element("p", class: "warning", text: text)
    case .table(let table):
      // Landmarks of a page have different names.
      return table.html(label: "\(title): \(table.caption.isEmpty ? "table" : table.caption)")
    case .details(let summary, let blocks):
      return .element("details", [], [.element("summary", text: summary)] + blocks.map { html(of: $0, &chartCount) })
    case .facts(let facts):
      return .element(
        "dl",
        class: "facts",
        [],
        facts.flatMap { [.element("dt", text: $0.name), .element("dd", text: $0.text)] }
      )
    case .command(let text):
      return .element("div", class: "command", [], [.element("pre", [], [.element("code", text: text)])])
    case .page(let node): return node
    case .charts(let charts, let arrangement):
      let figures = charts.map { chart in
        chartCount += 1
        return HTMLNode.figure(chart, width: arrangement.chartWidth, id: "\(id)-chart-\(chartCount)")
      }
      return .element("div", class: arrangement.rawValue, [], figures)
    }
  }

  /// A text in which numbers stay with their units, and equations whole.
  private static func unbroken(_ text: String) -> String {
    text.replacing(" %", with: "\u{A0}%").replacing(" = ", with: "\u{A0}=\u{A0}")
  }

  // MARK: Markdown

  var markdown: String {
    (["## \(MarkdownText.escaped(title))"] + blocks.compactMap { Self.markdown(of: $0) })
      .joined(separator: "\n\n")
  }

  /// Whether anything of it can be said without pictures.
  var hasWords: Bool { blocks.contains { Self.markdown(of: $0) != nil } }

  private static func markdown(of block: Block) -> String? {
    switch block {
    case .paragraph(let text), .lead(let text): MarkdownText.escaped(text)
    case .list(let texts): texts.map { "- \(MarkdownText.escaped($0))" }.joined(separator: "\n")
    case .warning(let text): "> **Warning:** \(MarkdownText.escaped(text))"
    case .table(let table): table.markdown
    case .details(let summary, let blocks):
      """
      <details>
      <summary>\(MarkdownText.escaped(summary))</summary>

      \(blocks.compactMap { markdown(of: $0) }.joined(separator: "\n\n"))

      </details>
      """
    case .facts(let facts):
      facts.map { "- **\(MarkdownText.escaped($0.name)):** \(MarkdownText.escaped($0.text))" }
        .joined(separator: "\n")
    case .command(let text): MarkdownText.code(text)
    case .page, .charts: nil
    }
  }
}
