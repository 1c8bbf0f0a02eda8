import Calibration

/// The numbers of a piece of text, read in parallel.
struct TextBlock: Sendable {
  let rowCount: Int
  let lineCount: Int
  let scores: MemoryBlock
  /// One for each row if there is a label column.
  let labels: [Double]
  let lineNumbers: [UInt32]

  /// - Parameters:
  ///   - isFirst: Whether the header, if there is one, stands in this text.
  ///   - firstRow: The rows before this text.
  ///   - firstLine: The lines before this text.
  init(
    _ text: Bytes,
    layout: TextLayout,
    isFirst: Bool,
    firstRow: Int,
    firstLine: Int,
    location: FileLocation
  ) throws(FileError) {
    var chunks = Self.chunks(of: text)
    let headerCount = isFirst && layout.hasHeader ? 1 : 0
    let counts = Workers.map(blocks: chunks.count) { [chunks] index in
      text.slice(chunks[index].range).withText { text in
        var lines = TextLines(text)
        var count = 0
        while lines.next() != nil { count += 1 }
        return (rows: count, lines: lines.lineCount)
      }
    }
    var rowCount = 0
    var lineCount = 0
    for (index, count) in counts.enumerated() {
      let skipped = rowCount == 0 && count.rows > 0 && chunks.allSatisfy { $0.headerCount == 0 }
      chunks[index].headerCount = skipped ? headerCount : 0
      chunks[index].firstRow = rowCount
      chunks[index].firstLine = lineCount
      rowCount += count.rows - chunks[index].headerCount
      lineCount += count.lines
    }
    self.rowCount = rowCount
    self.lineCount = lineCount
    let columnCount = layout.scoreColumns.count
    scores = try MemoryBlock(
      byteCount: rowCount * columnCount * MemoryLayout<Float>.stride,
      for: location
    )
    nonisolated(unsafe) let scoreRows = scores.elements(as: Float.self)
    var labels = [Double](repeating: 0, count: layout.labelColumn == nil ? 0 : rowCount)
    var lineNumbers = [UInt32](repeating: 0, count: rowCount)
    let plan = TextRowPlan(layout)
    let faults = labels.withUnsafeMutableBufferPointer { labels in
      lineNumbers.withUnsafeMutableBufferPointer { lineNumbers in
        nonisolated(unsafe) let labels = labels
        nonisolated(unsafe) let lineNumbers = lineNumbers
        return Workers.map(blocks: chunks.count) { [chunks] index -> TextFault? in
          let chunk = chunks[index]
          defer { text.finishedReading(chunk.range) }
          return text.slice(chunk.range).withText { text in
            var lines = TextLines(text)
            for _ in 0..<chunk.headerCount { _ = lines.next() }
            var row = chunk.firstRow
            while let line = lines.next() {
              let lineNumber = firstLine + chunk.firstLine + lines.lineCount
              lineNumbers[row] = UInt32(truncatingIfNeeded: lineNumber)
              let fault = plan.read(
                line,
                scores: scoreRows.extracting((row * columnCount)..<((row + 1) * columnCount)),
                label: labels.isEmpty ? labels : labels.extracting(row..<(row + 1))
              )
              if var fault {
                fault.row = firstRow + row
                fault.lineNumber = lineNumber
                return fault
              }
              row += 1
            }
            return nil
          }
        }
      }
    }
    if let fault = faults.lazy.compactMap(\.self).first { throw fault.error(at: location) }
    self.labels = labels
    self.lineNumbers = lineNumbers
  }

  private struct Chunk: Sendable {
    let range: Range<Int>
    var firstRow = 0
    var firstLine = 0
    var headerCount = 0
  }

  /// Cuts the text at line breaks into pieces for the cores.
  private static func chunks(of text: Bytes) -> [Chunk] {
    let byteCount = 1 << 18
    return text.withText { text in
      var chunks: [Chunk] = []
      var start = 0
      while start < text.count {
        let end =
          TextLines.lineBreak(in: text, from: start + byteCount).map { $0 + 1 } ?? text.count
        chunks.append(Chunk(range: start..<end))
        start = end
      }
      return chunks
    }
  }
}
