import Calibration

/// A table of a report: written as HTML and as Markdown.
struct ReportTable: Sendable, Hashable {
  /// A place in a table.
  struct Cell: Sendable, Hashable {
    /// What a mark says of a number.
    enum Emphasis: String, Sendable, Hashable {
      /// It is the best of its column.
      case best
      /// It is not distinguishable from the best.
      case tied
    }

    /// What is shown.
    let text: String
    /// What a column is sorted by; `nil` for words.
    let value: Double?
    let emphasis: Emphasis?

    /// Words, or a number with its text.
    init(_ text: String, value: Double? = nil, emphasis: Emphasis? = nil) {
      self.text = value == nil ? text : Numbers.typographic(text)
      self.value = value
      self.emphasis = emphasis
    }

    /// The interval of a metric, sorted by its lower end.
    init(_ interval: ConfidenceInterval, _ metric: Metric) {
      self.init(metric.text(interval), value: interval.lower)
    }
  }

  /// What the table shows; empty where the text before it says so.
  let caption: String
  /// The headings.
  let header: [String]
  /// Whether readers may sort it.
  let isSortable: Bool
  private(set) var rows: [[Cell]] = []
  /// Columns of words, which are flush left; the first always is.
  private let wordColumns: Set<Int>

  init(_ caption: String = "", header: [String], wordColumns: Set<Int> = [], isSortable: Bool = false) {
    self.caption = caption
    self.header = header
    self.wordColumns = wordColumns.union([0])
    self.isSortable = isSortable
  }

  mutating func add(_ row: [Cell]) {
    rows.append(row)
  }

  // MARK: HTML

  /// - Parameter label: What assistive technology calls the table.
  func html(label: String) -> HTMLNode {
    var children: [HTMLNode] = []
    if !caption.isEmpty { children.append(.element("caption", text: caption)) }
    let headings = header.enumerated().map { column, text in
      HTMLNode.element("th", class: wordColumns.contains(column) ? "text" : nil, [.init("scope", "col")], text: text)
    }
    children.append(.element("thead", [], [.element("tr", [], headings)]))
    children.append(.element("tbody", [], rows.map { .element("tr", [], row($0)) }))
    return .element(
      "div",
      class: "scroll",
      [.init("role", "region"), .init("tabindex", "0"), .init("aria-label", label)],
      [
        .element("table", class: "data", isSortable ? [.init("data-sortable")] : [], children)
      ]
    )
  }

  private func row(_ cells: [Cell]) -> [HTMLNode] {
    cells.enumerated().map { column, cell in
      let value = cell.value.map { [HTMLNode.Attribute("data-value", "\($0)")] } ?? []
      guard column > 0 else {
        return .element("th", class: "text", [.init("scope", "row")] + value, text: cell.text)
      }
      let content = cell.emphasis.map {
        HTMLNode.element("span", class: $0.rawValue, text: cell.text)
      }
      return .element("td", class: wordColumns.contains(column) ? "text" : nil, value, [content ?? .text(cell.text)])
    }
  }

  // MARK: Markdown

  var markdown: String {
    let separators = header.indices.map { wordColumns.contains($0) ? ":--" : "--:" }
    let lines =
      [header.map(MarkdownText.escaped), separators]
      + rows.map { row in
        row.map { cell in
          let text = MarkdownText.escaped(cell.text)
          return switch cell.emphasis {
          case .best: "**\(text)**\\*"
          case .tied: "\(text)="
          case nil: text
          }
        }
      }
    let table = lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    return caption.isEmpty ? table : "\(MarkdownText.escaped(caption))\n\n\(table)"
  }
}
