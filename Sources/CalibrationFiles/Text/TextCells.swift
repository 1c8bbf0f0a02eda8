/// The cells of one line of a table, read one after the other.
struct TextCells {
  typealias Number = (number: DecimalNumber, text: Slice<UnsafeBufferPointer<UInt8>>)

  private let line: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private var position = 0
  /// Whether the last cell was read.
  private(set) var isAtEnd = false

  init(_ line: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    self.line = line
    self.separator = separator
  }

  /// All cells of a line; `nil` when one of them has no end.
  static func all(of line: UnsafeBufferPointer<UInt8>, separator: UInt8) -> [UnsafeBufferPointer<UInt8>]? {
    var cells = TextCells(line, separator: separator)
    var texts: [UnsafeBufferPointer<UInt8>] = []
    while !cells.isAtEnd {
      guard let text = cells.take() else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// All cells of a line as text; `nil` when one of them has no end.
  static func texts(of line: UnsafeBufferPointer<UInt8>, separator: UInt8) -> [String]? {
    var cells = TextCells(line, separator: separator)
    var texts: [String] = []
    while !cells.isAtEnd {
      guard let text = cells.takeText() else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// Reads a cell that is a plain number, and its text; `nil` (and nothing read) otherwise.
  @inline(__always)
  mutating func takeNumber() -> Number? {
    let start = afterSpaces(position)
    guard let (number, end) = DecimalNumber.scan(line, from: start), finishCell(end) else {
      return nil
    }
    return (number, line[start..<end])
  }

  /// Reads a cell that is a number in quotes, and its text; `nil` (and nothing read) otherwise.
  mutating func takeQuotedNumber() -> Number? {
    var rest = self
    guard let text = rest.take() else { return nil }
    var content = TextCells(text, separator: 0)
    guard let number = content.takeNumber(), content.isAtEnd else { return nil }
    self = rest
    return number
  }

  /// Reads any cell, without its quotes; `nil` when a quoted cell does not end, or something
  /// follows its end.
  mutating func take() -> UnsafeBufferPointer<UInt8>? {
    let start = afterSpaces(position)
    guard start < line.count, line[start] == UInt8(ascii: "\"") else {
      return takeUnquoted(from: start)
    }
    var end = start + 1
    while end < line.count {
      if line[end] == UInt8(ascii: "\"") {
        // Two quotes stand for one.
        guard end + 1 < line.count, line[end + 1] == UInt8(ascii: "\"") else { break }
        end += 1
      }
      end += 1
    }
    guard end < line.count, finishCell(end + 1) else { return nil }
    return UnsafeBufferPointer(rebasing: line[(start + 1)..<end])
  }

  /// Reads any cell as text: where it stands in quotes, two of them stand for one; `nil` as ``take()``.
  mutating func takeText() -> String? {
    let start = afterSpaces(position)
    let isQuoted = start < line.count && line[start] == UInt8(ascii: "\"")
    guard let bytes = take() else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return isQuoted ? text.replacing("\"\"", with: "\"") : text
  }

  private mutating func takeUnquoted(from start: Int) -> UnsafeBufferPointer<UInt8>? {
    let end = line[start...].firstIndex(of: separator) ?? line.count
    var last = end
    while last > start, line[last - 1] == 0x20 { last -= 1 }
    guard finishCell(end) else { return nil }
    return UnsafeBufferPointer(rebasing: line[start..<last])
  }

  @inline(__always)
  private func afterSpaces(_ start: Int) -> Int {
    var index = start
    while index < line.count, line[index] == 0x20 { index += 1 }
    return index
  }

  /// Moves on to the next cell if nothing but spaces stands before the separator.
  @inline(__always)
  private mutating func finishCell(_ end: Int) -> Bool {
    var index = end
    if index < line.count, line[index] != separator { index = afterSpaces(index) }
    if index == line.count {
      isAtEnd = true
      return true
    }
    guard line[index] == separator else { return false }
    position = index + 1
    return true
  }
}
