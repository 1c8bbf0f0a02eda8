/// A table in plain text: the first column flush left, the others flush right unless said otherwise.
package struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Bool

  package init(header: [String], rightAligned: Bool = true) {
    rows = [header]
    self.rightAligned = rightAligned
  }

  package mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// The lines of the table, as wide as it takes.
  package func lines() -> [String] {
    rows.map { line($0, columns: Array(0..<widths.count), firstWidth: widths.first ?? 0) }
  }

  /// The lines of the table in a width.
  ///
  /// Columns that do not fit go to further blocks of rows, each with the first column again. Names in the first column
  /// that take more than two fifths of the width have lines of their own then. Nothing is cut: a cell that is wider than
  /// all there is stays whole.
  ///
  /// - Parameter joined: The columns that stay beside the one before them.
  package func lines(width: Int, joined: Set<Int> = []) -> [String] {
    let widths = widths
    guard let name = widths.first, Self.total(widths) > width else { return lines() }
    let nameLimit = width * 2 / 5
    let firstWidth =
      name <= nameLimit
      ? name : rows.compactMap { $0.first?.count }.filter { $0 <= nameLimit }.max() ?? nameLimit
    var blocks = self.blocks(width: width, firstWidth: firstWidth, joined)
    // As few blocks as possible, and these as evenly filled as that allows.
    for narrower in stride(from: width - 1, to: firstWidth, by: -1) {
      let even = self.blocks(width: narrower, firstWidth: firstWidth, joined)
      guard even.count == blocks.count else { break }
      blocks = even
    }
    return Array(
      blocks.map { columns in
        rows.flatMap { row -> [String] in
          guard let first = row.first, first.count > firstWidth else {
            return [line(row, columns: [0] + columns, firstWidth: firstWidth)]
          }
          return [
            first, line([""] + row.dropFirst(), columns: [0] + columns, firstWidth: firstWidth),
          ]
        }
      }.joined(separator: [""])
    )
  }

  /// The columns after the first in blocks that fit into a width with it.
  private func blocks(width: Int, firstWidth: Int, _ joined: Set<Int>) -> [[Int]] {
    let widths = widths
    var blocks: [[Int]] = []
    var column = 1
    while column < widths.count {
      let next = (column + 1..<widths.count).first { !joined.contains($0) } ?? widths.count
      let unit = Array(column..<next)
      let last = blocks.last ?? []
      if last.isEmpty || Self.total([firstWidth] + (last + unit).map { widths[$0] }) > width {
        blocks.append(unit)
      } else {
        blocks[blocks.count - 1] += unit
      }
      column = next
    }
    return blocks
  }

  /// The lines of a table whose last column is of words, which are wrapped.
  package func lines(wrappingLastColumnTo width: Int) -> [String] {
    let widths = widths
    guard let last = widths.indices.last, last > 0, Self.total(widths) > width else {
      return lines()
    }
    let indent = min(Self.total(Array(widths[..<last])) + 2, width / 2)
    return rows.flatMap { row -> [String] in
      let start = line(row, columns: Array(0..<last), firstWidth: widths[0])
      guard row.count > last, !row[last].isEmpty else { return [start] }
      let words = WrappedText.lines(row[last], width: width - indent)
      let padding = String(repeating: " ", count: indent)
      guard start.count + 2 <= indent else { return [start] + words.map { padding + $0 } }
      let gap = String(repeating: " ", count: indent - start.count)
      return words.enumerated().map { ($0.offset == 0 ? start + gap : padding) + $0.element }
    }
  }

  /// The width of each column.
  private var widths: [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
  }

  /// The width of columns beside each other.
  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + 2 * max(widths.count - 1, 0)
  }

  private func line(_ row: [String], columns: [Int], firstWidth: Int) -> String {
    let widths = widths
    let cells = columns.filter { $0 < row.count }.map { column in
      let cell = row[column]
      let width = column == 0 ? firstWidth : widths[column]
      let padding = String(repeating: " ", count: max(width - cell.count, 0))
      return column == 0 || !rightAligned ? cell + padding : padding + cell
    }
    return trimmed(cells.joined(separator: "  "))
  }

  private func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
