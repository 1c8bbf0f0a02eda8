/// The pieces in which a text is read: whole lines, and all of it at once if it is mapped.
struct TextBlocks {
  private let location: FileLocation
  private let inflater: Inflater?
  /// Text that was not handed out yet; inflated text ends anywhere.
  private var rest: Bytes?
  private var isFirst = true

  private static let inflatedByteCount = 1 << 23
  private static let largestLine = 1 << 30

  init(_ bytes: Bytes, isCompressed: Bool, location: FileLocation) throws(FileError) {
    self.location = location
    inflater =
      isCompressed ? try Inflater(bytes, format: .gzip, location: location) : nil
    rest = isCompressed ? nil : bytes
  }

  /// The next piece; `nil` at the end.
  mutating func next() throws(FileError) -> Bytes? {
    let piece: Bytes?
    if let inflater {
      piece = try inflate(inflater)
    } else {
      piece = takeRest()
    }
    guard isFirst, let piece else { return piece }
    isFirst = false
    if inflater != nil, try InputFormat(piece, path: location.path) != .text {
      throw location.badData("only text is read from gzip; unpack the file with gunzip")
    }
    try checkLineEnds(piece)
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return piece.starts(with: byteOrderMark)
      ? piece.slice(byteOrderMark.count..<piece.count) : piece
  }

  /// Refuses text without line feeds whose lines end in carriage returns, which would be one line.
  private func checkLineEnds(_ text: Bytes) throws(FileError) {
    let hasOnlyReturns = text.withText { text in
      !text.contains(0x0A) && text.dropLast().contains(0x0D)
    }
    guard !hasOnlyReturns else {
      throw location.badData(
        "its lines end in carriage returns alone; convert them, for example with: tr '\\r' '\\n' < OLD > NEW"
      )
    }
  }

  private mutating func takeRest() -> Bytes? {
    defer { rest = nil }
    return rest
  }

  private mutating func inflate(_ inflater: Inflater) throws(FileError) -> Bytes? {
    var capacity = Self.inflatedByteCount
    while true {
      let start = takeRest()
      let startCount = start?.count ?? 0
      let block = try MemoryBlock(byteCount: startCount + capacity, for: location)
      let count = try block.withUnsafeMutableBytes { space throws(FileError) in
        start?.withUnsafeBytes { space.copyMemory(from: $0) }
        return try inflater.read(into: space.part(startCount...))
      }
      let text = block.bytes.slice(0..<(startCount + count))
      // The last piece ends where the file does.
      if count < capacity { return text.count == 0 ? nil : text }
      if let end = text.withText({ $0.lastIndex(of: 0x0A) }) {
        rest = text.slice((end + 1)..<text.count)
        return text.slice(0..<(end + 1))
      }
      guard text.count < Self.largestLine else {
        throw location.badData("a line is longer than 1 GiB; is this a text file?")
      }
      rest = text
      capacity = text.count
    }
  }
}

/// A line of a text, as one cell.
struct TextLine: Sendable {
  /// Its number, counted from 1.
  let number: Int
  let text: String
}

extension TextBlocks {
  /// The lines of a text that hold data, each as one cell, whatever it contains.
  static func lines(of bytes: Bytes, isCompressed: Bool, location: FileLocation) throws(FileError) -> [TextLine] {
    var source = try TextBlocks(bytes, isCompressed: isCompressed, location: location)
    var found: [TextLine] = []
    var passed = 0
    while let text = try source.next() {
      text.withText { text in
        var lines = TextLines(text)
        while let line = lines.next() {
          var cells = TextCells(line, separator: 0)
          found.append(
            TextLine(number: passed + lines.lineCount, text: cells.takeText() ?? String(decoding: line, as: UTF8.self))
          )
        }
        passed += lines.lineCount
      }
    }
    return found
  }
}
