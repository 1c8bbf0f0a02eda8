import Calibration

/// The text of tables of scores.
enum TextEncoding {
  static func separator(of format: OutputFormat) -> UInt8 {
    format == .tsv ? 0x09 : UInt8(ascii: ",")
  }

  /// The columns of scores: `class_0`, `class_1`, …, after `label` if there are labels.
  static func names(columnCount: Int, hasLabels: Bool) -> [String] {
    (hasLabels ? ["label"] : []) + (0..<columnCount).map { "class_\($0)" }
  }

  /// The line of the columns' names.
  static func header(_ names: [String], separator: UInt8) -> [UInt8] {
    Array(names.map { Array($0.utf8) }.joined(separator: [separator])) + [0x0A]
  }

  /// Lines of scores, each as short as it can be without changing its value, after the label of
  /// the row if there are labels.
  static func lines(
    _ scores: UnsafeBufferPointer<Float>,
    columnCount: Int,
    labels: ArraySlice<Int32>?,
    separator: UInt8
  ) -> [[UInt8]] {
    nonisolated(unsafe) let scores = scores
    let rowCount = scores.count / columnCount
    let rowsPerBlock = max(1, (1 << 14) / columnCount)
    return Workers.map(blocks: (rowCount + rowsPerBlock - 1) / rowsPerBlock) { block in
      var text: [UInt8] = []
      for row in (block * rowsPerBlock)..<min((block + 1) * rowsPerBlock, rowCount) {
        if let labels {
          text += "\(labels[labels.startIndex + row])".utf8
          text.append(separator)
        }
        for column in 0..<columnCount {
          if column > 0 { text.append(separator) }
          text += scores[row * columnCount + column].description.utf8
        }
        text.append(0x0A)
      }
      return text
    }
  }
}
