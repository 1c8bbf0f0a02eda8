/// How a text table is laid out: its separator, its header and which columns mean what.
struct TextLayout: Sendable {
  /// What the columns are wanted for.
  enum Purpose: Sendable {
    /// Scores, with labels if a column holds them; a column of weights is neither.
    case scores(columns: Range<Int>?, labelColumn: Int?, weightColumn: Int? = nil)
    /// Scores alone: the labels come from elsewhere.
    case scoresOnly(columns: Range<Int>?, weightColumn: Int? = nil)
    /// Labels: one column of class numbers, or a matrix of zeros and ones.
    case labels(column: Int?)
    /// Weights: one column of numbers, read as labels are.
    case weights(column: Int?)

    /// The column that holds neither scores nor labels.
    var weightColumn: Int? {
      switch self {
      case .scores(_, _, let weightColumn), .scoresOnly(_, let weightColumn): weightColumn
      case .labels, .weights: nil
      }
    }
  }

  let separator: UInt8
  let columnCount: Int
  let hasHeader: Bool
  /// The columns that hold scores, in order.
  let scoreColumns: [Int]
  /// The names of the columns that hold scores; `nil` without a header.
  let scoreNames: [String]?
  /// The column that holds labels.
  let labelColumn: Int?
  /// The column that holds the groups of rows.
  let groupColumn: Int?
  /// What was found out without being told, in words.
  let notes: [String]

  init(
    _ text: UnsafeBufferPointer<UInt8>,
    purpose: Purpose,
    groupColumn: String? = nil,
    location: FileLocation
  ) throws(FileError) {
    var lines = TextLines(text)
    guard let first = lines.next() else {
      throw location.badData("the file holds no lines of data; write it again")
    }
    separator = Self.separator(of: first)
    let place = location.line(lines.lineCount)
    guard let firstCells = TextCells.all(of: first, separator: separator) else {
      throw place.badData("a quoted cell does not end on its line; fix the quotes")
    }
    columnCount = firstCells.count
    let second = lines.next().flatMap { [separator] in
      TextCells.all(of: $0, separator: separator)
    }
    let groupNumber = groupColumn.flatMap { Int($0) }
    let wanted = Self.wantedColumns(purpose, columnCount: columnCount)
      .subtracting(groupNumber.map { [$0] } ?? [])
    hasHeader = Self.isHeader(firstCells, before: second, wanted: wanted)
    let names = hasHeader ? TextCells.texts(of: first, separator: separator) : nil
    self.groupColumn = try groupColumn.map { column throws(FileError) in
      guard let index = groupNumber ?? names?.firstIndex(of: column), index >= 0,
        index < firstCells.count
      else { throw Self.noColumn(column, names: names, count: firstCells.count, location) }
      return index
    }
    let roles = TextColumnRoles(
      purpose: purpose,
      names: names,
      groupColumn: self.groupColumn,
      sample: TextSample(
        text,
        separator: separator,
        skipping: hasHeader ? 1 : 0,
        columnCount: columnCount,
        weightColumn: purpose.weightColumn
      ),
      location: location
    )
    (scoreColumns, labelColumn, notes) = try roles.resolve()
    scoreNames = names.map { [scoreColumns] names in scoreColumns.map { names[$0] } }
  }

  private static func separator(of line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var isQuoted = false
    var found: Set<UInt8> = []
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { found.insert(byte) }
    }
    let separators = [0x09, UInt8(ascii: ";"), UInt8(ascii: ","), 0x20]
    return separators.first(where: found.contains) ?? UInt8(ascii: ",")
  }

  private static func wantedColumns(_ purpose: Purpose, columnCount: Int) -> Set<Int> {
    switch purpose {
    case .scores(let columns, let labelColumn, _):
      Set(columns?.clamped(to: 0..<columnCount) ?? 0..<columnCount)
        .union(labelColumn.map { [$0] } ?? [])
    case .scoresOnly(let columns, _):
      Set(columns?.clamped(to: 0..<columnCount) ?? 0..<columnCount)
    case .labels(let column), .weights(let column):
      column.map { [$0] } ?? Set(0..<columnCount)
    }
  }

  /// Whether the first line names the columns.
  private static func isHeader(
    _ cells: [UnsafeBufferPointer<UInt8>],
    before second: [UnsafeBufferPointer<UInt8>]?,
    wanted: Set<Int>
  ) -> Bool {
    var numbers: [Double] = []
    for (column, cell) in cells.enumerated() {
      if let value = number(in: cell) {
        numbers.append(value)
      } else if wanted.contains(column) || isNumber(second, column: column) {
        return true
      }
    }
    // Unnamed columns of a data frame are written as 0, 1, 2, …; with two columns alone that might
    // as well be a row.
    let isCount = numbers.enumerated().allSatisfy { Double($0.offset) == $0.element }
    return isCount && (numbers.count > 2 || numbers.count == 2 && cells.count > 2)
  }

  private static func noColumn(_ column: String, names: [String]?, count: Int, _ location: FileLocation) -> FileError {
    let named = names == nil ? "; the file has no header that names columns" : " or its name"
    return location.badData(
      "there is no column \(quoted(column.utf8)) for --group-column; give its number, from 0 to \(count - 1)\(named)"
    )
  }

  private static func isNumber(_ cells: [UnsafeBufferPointer<UInt8>]?, column: Int) -> Bool {
    guard let cells, column < cells.count else { return false }
    return number(in: cells[column]) != nil
  }

  /// The number that a cell holds and nothing else.
  static func number(in cell: UnsafeBufferPointer<UInt8>) -> Double? {
    var cells = TextCells(cell, separator: 0)
    guard let (number, text) = cells.takeNumber(), cells.isAtEnd else { return nil }
    return number.double(text: text)
  }
}
