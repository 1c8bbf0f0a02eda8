/// What the first lines of a table tell about its columns.
struct TextSample {
  struct Column {
    /// Whether every cell is a whole number.
    var isWhole = true
    /// Whether every cell is 0 or 1.
    var isBinary = true
    /// Whether the cells count the rows.
    var isRowNumber = true
    var least = Double.infinity
    var greatest = -Double.infinity
  }

  private(set) var columns: [Column]
  private(set) var rowCount = 0
  /// Whether the cells of every line sum to one, but for the weight.
  private(set) var sumsToOne = true

  private static let largestRowCount = 1000
  private static let largestByteCount = 1 << 22

  init(
    _ text: UnsafeBufferPointer<UInt8>,
    separator: UInt8,
    skipping headerCount: Int,
    columnCount: Int,
    weightColumn: Int? = nil
  ) {
    columns = Array(repeating: Column(), count: columnCount)
    var byteCount = 0
    for line in TextLines(text).lazy.dropFirst(headerCount) {
      byteCount += line.count
      guard rowCount < Self.largestRowCount, byteCount < Self.largestByteCount || rowCount == 0
      else { break }
      // Lines that cannot be read are reported when the whole table is read.
      let cells = TextCells.all(of: line, separator: separator) ?? []
      if cells.count == columnCount {
        add(cells.map { TextLayout.number(in: $0) ?? .nan }, weightColumn)
      }
    }
  }

  private mutating func add(_ row: [Double], _ weightColumn: Int?) {
    for (index, value) in row.enumerated() {
      let isWhole = value == value.rounded()
      columns[index].isWhole = columns[index].isWhole && isWhole && value.isFinite
      columns[index].isBinary = columns[index].isBinary && (value == 0 || value == 1)
      columns[index].isRowNumber = columns[index].isRowNumber && value == Double(rowCount)
      columns[index].least = min(columns[index].least, value)
      columns[index].greatest = max(columns[index].greatest, value)
    }
    let sum = row.enumerated().reduce(0) { $1.offset == weightColumn ? $0 : $0 + $1.element }
    sumsToOne = sumsToOne && abs(sum - 1) < 1e-3
    rowCount += 1
  }
}
