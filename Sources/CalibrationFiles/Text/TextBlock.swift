import Calibration

/// The numbers of a piece of text, read in parallel.
struct TextBlock: Sendable {
  let rowCount: Int
  let lineCount: Int
  let scores: MemoryBlock
  /// One for each row if there is a label column.
  let labels: [Double]
  /// One for each row if there is a column of groups.
  let groups: [String]
  /// The line of each row, counted from one.
  let lineNumbers: [UInt32]

  /// - Parameters:
  ///   - isFirst: Whether the header, if there is one, stands in this text.
  ///   - firstRow: The number of rows before this text.
  ///   - firstLine: The number of lines before this text.
  init(
    _ text: Bytes,
    layout: TextLayout,
    isFirst: Bool,
    firstRow: Int,
    firstLine: Int,
    location: FileLocation
  ) throws(FileError) {
    let chunks = TextChunk.chunks(of: text, headerCount: isFirst && layout.hasHeader ? 1 : 0)
    rowCount = chunks.reduce(0) { $0 + $1.rowCount }
    lineCount = chunks.reduce(0) { $0 + $1.lineCount }
    let scores = try MemoryBlock(
      byteCount: rowCount * layout.scoreColumns.count * MemoryLayout<Float>.stride,
      for: location
    )
    var labels = [Double](repeating: 0, count: layout.labelColumn == nil ? 0 : rowCount)
    var groups = [String](repeating: "", count: layout.groupColumn == nil ? 0 : rowCount)
    var lineNumbers = [UInt32](repeating: 0, count: rowCount)
    let plan = TextRowPlan(layout)
    let faults = scores.withUnsafeElements(as: Float.self) { scores in
      labels.withUnsafeMutableBufferPointer { labels in
        groups.withUnsafeMutableBufferPointer { groups in
          lineNumbers.withUnsafeMutableBufferPointer { lineNumbers in
            nonisolated(unsafe) let rows = TextRows(
              scores: scores,
              labels: labels,
              groups: groups,
              lineNumbers: lineNumbers,
              columnCount: layout.scoreColumns.count
            )
            return Workers.map(blocks: chunks.count) { index in
              defer { text.finishedReading(chunks[index].range) }
              return chunks[index].read(text, by: plan, into: rows, linesBefore: firstLine)
            }
          }
        }
      }
    }
    if var fault = faults.lazy.compactMap(\.self).first {
      fault.row += firstRow
      throw fault.error(at: location)
    }
    self.scores = scores
    self.labels = labels
    self.groups = groups
    self.lineNumbers = lineNumbers
  }
}

/// Room for what the rows of a text hold.
private struct TextRows {
  let scores: UnsafeMutableBufferPointer<Float>
  let labels: UnsafeMutableBufferPointer<Double>
  let groups: UnsafeMutableBufferPointer<String>
  let lineNumbers: UnsafeMutableBufferPointer<UInt32>
  let columnCount: Int
}

/// Some lines of a text, read by one core.
private struct TextChunk: Sendable {
  let range: Range<Int>
  var headerCount = 0
  var firstRow = 0
  var rowCount = 0
  var firstLine = 0
  var lineCount = 0

  private static let byteCount = 1 << 18

  /// Cuts the text at line breaks, and counts the rows and lines of each piece.
  static func chunks(of text: Bytes, headerCount: Int) -> [TextChunk] {
    var chunks = cut(text)
    let counts = Workers.map(blocks: chunks.count) { [chunks] index in
      text.slice(chunks[index].range).withText { text in
        var lines = TextLines(text)
        var count = 0
        while lines.next() != nil { count += 1 }
        return (data: count, all: lines.lineCount)
      }
    }
    var headersLeft = headerCount
    var rowCount = 0
    var lineCount = 0
    for (index, count) in counts.enumerated() {
      chunks[index].headerCount = min(headersLeft, count.data)
      chunks[index].firstRow = rowCount
      chunks[index].rowCount = count.data - chunks[index].headerCount
      chunks[index].firstLine = lineCount
      chunks[index].lineCount = count.all
      headersLeft -= chunks[index].headerCount
      rowCount += chunks[index].rowCount
      lineCount += count.all
    }
    return chunks
  }

  private static func cut(_ text: Bytes) -> [TextChunk] {
    text.withText { text in
      var chunks: [TextChunk] = []
      var start = 0
      while start < text.count {
        let end = TextLines.lineBreak(in: text, from: start + byteCount).map { $0 + 1 }
        chunks.append(TextChunk(range: start..<(end ?? text.count)))
        start = end ?? text.count
      }
      return chunks
    }
  }

  /// Reads the rows; returns the first fault, if there is one.
  func read(_ text: Bytes, by plan: TextRowPlan, into rows: TextRows, linesBefore: Int) -> TextFault? {
    text.slice(range).withText { text in
      var lines = TextLines(text)
      for _ in 0..<headerCount { _ = lines.next() }
      var row = firstRow
      while let line = lines.next() {
        let lineNumber = linesBefore + firstLine + lines.lineCount
        rows.lineNumbers[row] = UInt32(truncatingIfNeeded: lineNumber)
        let scores = (row * rows.columnCount)..<((row + 1) * rows.columnCount)
        let fault = plan.read(
          line,
          scores: rows.scores.extracting(scores),
          label: rows.labels.isEmpty ? rows.labels : rows.labels.extracting(row..<(row + 1)),
          group: rows.groups.isEmpty ? rows.groups : rows.groups.extracting(row..<(row + 1))
        )
        if var fault {
          fault.row = row
          fault.lineNumber = lineNumber
          return fault
        }
        row += 1
      }
      return nil
    }
  }
}
