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

  package func lines() -> [String] {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || !rightAligned ? cell + padding : padding + cell
      }
      return trimmed(cells.joined(separator: "  "))
    }
  }

  private func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
