/// Writes SVG elements, and keeps the inks that were used.
struct SVGWriter {
  private(set) var text = ""
  private(set) var inks: Set<Ink> = []
  private let palette: Palette
  private let hasClasses: Bool
  private var depth = 1

  init(_ appearance: ChartAppearance) {
    palette = appearance == .dark ? .dark : .light
    hasClasses = appearance == .adaptive || appearance == .inherited
  }

  /// An attribute; numbers are coordinates.
  typealias Attribute = (name: String, value: String)

  static func number(_ name: String, _ value: Double) -> Attribute {
    (name, NumberText.coordinate(value))
  }

  /// Writes an element without content, or with a title alone, which browsers show as a tooltip.
  mutating func element(_ name: String, _ attributes: [Attribute], title: String? = nil) {
    let end = title.map { "><title>\(Self.escaped($0))</title></\(name)>" } ?? "/>"
    open(name, attributes, end: "\(end)\n")
  }

  /// Writes an element around text.
  mutating func element(_ name: String, _ attributes: [Attribute], text content: String) {
    open(name, attributes, end: ">\(Self.escaped(content))</\(name)>\n")
  }

  /// Writes an element around others.
  mutating func group(_ name: String, _ attributes: [Attribute], _ body: (inout SVGWriter) -> Void) {
    beginGroup(name, attributes)
    body(&self)
    endGroup(name)
  }

  /// Starts an element around others, up to ``endGroup(_:)``.
  mutating func beginGroup(_ name: String, _ attributes: [Attribute]) {
    open(name, attributes, end: ">\n")
    depth += 1
  }

  /// Ends an element around others.
  mutating func endGroup(_ name: String) {
    depth -= 1
    text += String(repeating: " ", count: depth) + "</\(name)>\n"
  }

  /// Attributes that fill with an ink.
  mutating func fill(_ ink: Ink, opacity: Double = 1) -> [Attribute] {
    paint("fill", ink, opacity)
  }

  /// Attributes that draw lines with an ink, and fill nothing.
  mutating func stroke(_ ink: Ink, width: Double, dashes: [Double] = [], opacity: Double = 1) -> [Attribute] {
    var attributes: [Attribute] = [("fill", "none")]
    attributes += paint("stroke", ink, opacity)
    attributes.append(Self.number("stroke-width", width))
    if !dashes.isEmpty {
      attributes.append(("stroke-dasharray", dashes.map(NumberText.coordinate).joined(separator: " ")))
    }
    return attributes
  }

  /// A colour as an attribute, which a rule of the style sheet replaces where there is one.
  private mutating func paint(_ property: String, _ ink: Ink, _ opacity: Double) -> [Attribute] {
    inks.insert(ink)
    var attributes: [Attribute] = []
    if hasClasses { attributes.append(("class", "\(property)-\(ink.name)")) }
    attributes.append((property, palette[ink].hexadecimal))
    if opacity < 1 { attributes.append(Self.number("\(property)-opacity", opacity)) }
    return attributes
  }

  private mutating func open(_ name: String, _ attributes: [Attribute], end: String) {
    text += String(repeating: " ", count: depth) + "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    text += end
  }

  /// A text as XML holds it; characters that XML cannot hold are replaced.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
