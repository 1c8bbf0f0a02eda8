/// Widths of text, estimated without a font.
///
/// Which font draws a chart is not known when it is laid out; the estimate is that of a wide sans serif,
/// so that labels which stay apart here do not meet there.
enum TextWidth {
  /// The width in pixels of a line of text in letters of a size.
  static func of(_ text: String, size: Double) -> Double {
    size * text.reduce(0) { $0 + ems($1) }
  }

  /// As much of a text as fits into a width, with an ellipsis where something is left out.
  static func truncated(_ text: String, to width: Double, size: Double) -> String {
    guard of(text, size: size) > width else { return text }
    var rest = width - of("…", size: size)
    let kept = text.prefix { character in
      rest -= ems(character) * size
      return rest >= 0
    }
    return "\(kept)…"
  }

  /// A text in lines that fit into a width; a word that is wider than that is truncated.
  static func wrapped(_ text: String, to width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let line = lines.last, of("\(line) \(word)", size: size) <= width {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(truncated(String(word), to: width, size: size))
      }
    }
    return lines
  }

  private static func ems(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", "!", " ": 0.32
    case "f", "t", "r", "(", ")", "[", "]", "/", "-": 0.42
    case "m", "w", "M", "W", "%", "@", "—", "…": 0.95
    case "<", ">", "=", "+", "~": 0.84
    case let letter where letter.isUppercase: 0.7
    case let letter where (letter.unicodeScalars.first?.value ?? 0) >= 0x1100: 1.05
    default: 0.6
    }
  }
}
