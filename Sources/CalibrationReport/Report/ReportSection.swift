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
    /// A remark beside the course of the text.
    case note(String)
    /// What the reader has to know before trusting a number.
    case warning(String)
    /// A table.
    case table(ReportTable)
    /// Charts beside each other; Markdown has none.
    case figures([Figure], Arrangement)
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
    /// One below the other.
    case column
    /// Two beside each other where there is room.
    case pair
    /// As many beside each other as there is room for.
    case grid
  }

  /// A chart with what is said below it.
  struct Figure: Sendable {
    let chart: Chart
    /// The width that it is drawn for, in pixels.
    let width: Double
    /// Empty for none.
    let caption: String

    init(_ chart: Chart, width: Double, caption: String = "") {
      self.chart = chart
      self.width = width
      self.caption = caption
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
    case .paragraph(let text): return .element("p", text: text)
    case .lead(let text): return .element("p", class: "lead", text: text)
    case .list(let texts): return .element("ul", [], texts.map { .element("li", text: $0) })
    case .note(let text): return .element("p", class: "note", text: text)
    case .warning(let text): return .element("p", class: "warning", text: text)
    case .table(let table):
      // Landmarks of a page have different names.
      return table.html(label: "\(title): \(table.caption.isEmpty ? "table" : table.caption)")
    case .details(let summary, let blocks):
      return .element(
        "details",
        [],
        [.element("summary", text: summary)] + blocks.map { html(of: $0, &chartCount) }
      )
    case .facts(let facts):
      return .element(
        "dl",
        class: "facts",
        [],
        facts.flatMap { [.element("dt", text: $0.name), .element("dd", text: $0.text)] }
      )
    case .command(let text):
      return .element(
        "div",
        class: "command",
        [],
        [.element("pre", [], [.element("code", text: text)])]
      )
    case .page(let node): return node
    case .figures(let figures, let arrangement):
      let nodes = figures.map { figure in
        chartCount += 1
        return html(of: figure, id: "\(id)-chart-\(chartCount)")
      }
      return arrangement == .column && nodes.count == 1
        ? nodes[0] : .element("div", class: arrangement.rawValue, [], nodes)
    }
  }

  private func html(of figure: Figure, id: String) -> HTMLNode {
    let svg = figure.chart.svg(width: figure.width, appearance: .inherited, id: id)
    let caption =
      figure.caption.isEmpty ? [] : [HTMLNode.element("figcaption", text: figure.caption)]
    return .element("figure", [], [.markup(svg)] + caption)
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
    case .note(let text): "> \(MarkdownText.escaped(text))"
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
    case .page, .figures: nil
    }
  }
}
