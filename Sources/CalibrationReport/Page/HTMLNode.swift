/// A piece of an HTML page: an element with its content, text, or markup that is finished.
package indirect enum HTMLNode: Sendable, Hashable {
  /// An element; attributes in order, `nil` for one that has no value.
  case element(String, attributes: [Attribute], children: [HTMLNode])
  /// Text; what means something in HTML is escaped when it is written.
  case text(String)
  /// Markup as it is, such as a chart's SVG. It must be valid, and free of what users wrote.
  case markup(String)

  /// A name with its value.
  package struct Attribute: Sendable, Hashable {
    /// The name.
    package let name: String
    /// The value; `nil` for attributes that are there or not, such as `hidden`.
    package let value: String?

    /// An attribute.
    package init(_ name: String, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  /// An element of a class with content.
  package static func element(
    _ name: String,
    class className: String? = nil,
    id: String? = nil,
    _ attributes: [Attribute] = [],
    _ children: [HTMLNode] = []
  ) -> HTMLNode {
    let own = [("id", id), ("class", className)].compactMap { name, value in
      value.map { Attribute(name, $0) }
    }
    return .element(name, attributes: own + attributes, children: children)
  }

  /// An element that holds text alone.
  package static func element(
    _ name: String,
    class className: String? = nil,
    id: String? = nil,
    _ attributes: [Attribute] = [],
    text: String
  ) -> HTMLNode {
    element(name, class: className, id: id, attributes, [.text(text)])
  }

  /// A chart of a page, with an id that no other one has.
  static func figure(_ chart: Chart, width: Double = HTMLPage.chartWidth, id: String) -> HTMLNode {
    .element("figure", [], [.markup(chart.svg(width: width, appearance: .inherited, id: id))])
  }

  /// The markup.
  package var html: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Elements that have no content and no end tag.
  private static let emptyElements: Set = [
    "br", "col", "hr", "img", "input", "link", "meta", "wbr",
  ]

  private func write(to text: inout String) {
    switch self {
    case .text(let content):
      // Line breaks mean something in `pre`.
      text += content.split(separator: "\n", omittingEmptySubsequences: false)
        .map { SVGWriter.escaped(String($0)) }.joined(separator: "\n")
    case .markup(let markup): text += markup
    case .element(let name, let attributes, let children):
      text += "<\(name)"
      for attribute in attributes {
        text += " \(attribute.name)"
        if let value = attribute.value { text += "=\"\(SVGWriter.escaped(value))\"" }
      }
      text += ">"
      guard !Self.emptyElements.contains(name) else { return }
      for child in children { child.write(to: &text) }
      text += "</\(name)>"
    }
  }
}
