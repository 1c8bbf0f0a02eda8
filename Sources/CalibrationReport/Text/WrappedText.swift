/// Text in lines of a terminal.
package enum WrappedText {
  /// A text in lines of at most so many columns, broken between words; a longer word has a line of its own.
  ///
  /// - Parameters:
  ///   - lead: What the first line begins with; its columns count.
  ///   - indent: The columns that the other lines are indented by; as many as the lead has where none are given.
  package static func lines(_ text: String, width: Int, lead: String = "", indent: Int? = nil) -> [String] {
    var lines: [String] = []
    var line = lead
    var isEmpty = true
    // A percent sign stays beside its number.
    for word in text.replacing(" %", with: "\u{A0}%").split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: indent ?? lead.count)
        isEmpty = true
      }
      line += isEmpty ? String(word) : " \(word)"
      isEmpty = false
    }
    return (isEmpty ? lines : lines + [line]).map { $0.replacing("\u{A0}%", with: " %") }
  }

  /// The same as one text.
  package static func text(_ text: String, width: Int, lead: String = "") -> String {
    lines(text, width: width, lead: lead).joined(separator: "\n")
  }
}
