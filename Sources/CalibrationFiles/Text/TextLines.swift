#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The lines of a text that hold data: neither blank nor a comment that starts with `#`.
struct TextLines: Sequence, IteratorProtocol {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// The number of lines passed, those without data included.
  private(set) var lineCount = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// The next line that holds data, without its line break and the spaces around it.
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    while position < text.count {
      let end = Self.lineBreak(in: text, from: position) ?? text.count
      let line = trimmed(position..<end)
      lineCount += 1
      position = end + 1
      if let first = line.first, first != UInt8(ascii: "#") { return line }
    }
    return nil
  }

  /// The index of the next line feed.
  static func lineBreak(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < text.count, let address = text.baseAddress else { return nil }
    return memchr(address + start, 0x0A, text.count - start).map {
      UnsafeRawPointer($0) - UnsafeRawPointer(address)
    }
  }

  /// Leaves out spaces and carriage returns at both ends; tabs only where nothing else is left.
  private func trimmed(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    var first = range.lowerBound
    var last = range.upperBound
    while first < last, text[first] == 0x20 { first += 1 }
    while last > first, text[last - 1] == 0x20 || text[last - 1] == 0x0D { last -= 1 }
    let line = UnsafeBufferPointer(rebasing: text[first..<last])
    let isBlank = line.first == 0x09 && line.allSatisfy { $0 == 0x09 || $0 == 0x20 }
    return isBlank ? UnsafeBufferPointer(rebasing: text[first..<first]) : line
  }
}
