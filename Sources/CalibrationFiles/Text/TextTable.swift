import Calibration

/// The numbers of a CSV, TSV or text file.
struct TextTable: Sendable {
  let location: FileLocation
  let layout: TextLayout
  /// The score columns; no columns when only labels were wanted.
  let scores: ScoreMatrix
  /// The label column, if there is one.
  let labels: [Double]?
  /// The column of groups, if one was asked for.
  let groups: [String]?
  /// The line of each row, counted from one.
  let lineNumbers: [UInt32]

  /// Reads a table, which may be compressed by gzip.
  ///
  /// - Throws: ``FileError`` that names row, line and column.
  init(
    _ bytes: Bytes,
    isCompressed: Bool,
    purpose: TextLayout.Purpose,
    groupColumn: String? = nil,
    path: String
  ) throws(FileError) {
    location = FileLocation(path: path)
    var source = try TextBlocks(bytes, isCompressed: isCompressed, location: location)
    var layout: TextLayout?
    var blocks: [TextBlock] = []
    var lineCount = 0
    var rowCount = 0
    while let text = try source.next() {
      let known: TextLayout
      if let layout {
        known = layout
      } else {
        known = try text.withText { [location] text throws(FileError) in
          try TextLayout(text, purpose: purpose, groupColumn: groupColumn, location: location)
        }
      }
      let block = try TextBlock(
        text,
        layout: known,
        isFirst: layout == nil,
        firstRow: rowCount,
        firstLine: lineCount,
        location: location
      )
      layout = known
      lineCount += block.lineCount
      rowCount += block.rowCount
      blocks.append(block)
    }
    guard let layout, rowCount > 0 else {
      throw location.badData("the file holds no rows of data; write it again")
    }
    self.layout = layout
    let columnCount = layout.scoreColumns.count
    let storage =
      try blocks.count == 1
      ? blocks[0].scores.scoreStorage(count: rowCount * columnCount)
      : Self.joined(blocks, count: rowCount * columnCount, location: location)
    scores = ScoreMatrix(storage: storage, rowCount: rowCount, columnCount: columnCount)
    labels = layout.labelColumn == nil ? nil : blocks.flatMap(\.labels)
    groups = layout.groupColumn == nil ? nil : blocks.flatMap(\.groups)
    lineNumbers = blocks.flatMap(\.lineNumbers)
  }

  private static func joined(
    _ blocks: [TextBlock],
    count: Int,
    location: FileLocation
  ) throws(FileError) -> ScoreStorage {
    let all = try MemoryBlock(byteCount: count * MemoryLayout<Float>.stride, for: location)
    all.withUnsafeMutableBytes { space in
      var rest = space
      for block in blocks {
        block.scores.bytes.withUnsafeBytes { rest.copyMemory(from: $0) }
        rest = rest.part(block.scores.byteCount...)
      }
    }
    return all.scoreStorage(count: count)
  }
}

extension Bytes {
  func withText<Result, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> Result) throws(E) -> Result {
    try withUnsafeBytes { buffer throws(E) in try body(buffer.bindMemory(to: UInt8.self)) }
  }
}
