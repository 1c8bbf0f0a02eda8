/// What to do with the cells of a line.
struct TextRowPlan: Sendable {
  private enum Cell {
    case skip
    case score(Int)
    case label
    case group
  }

  private let separator: UInt8
  private let cells: [Cell]

  init(_ layout: TextLayout) {
    separator = layout.separator
    var cells = [Cell](repeating: .skip, count: layout.columnCount)
    for (index, column) in layout.scoreColumns.enumerated() { cells[column] = .score(index) }
    if let column = layout.labelColumn { cells[column] = .label }
    if let column = layout.groupColumn { cells[column] = .group }
    self.cells = cells
  }

  /// Reads the cells of one line; `label` and `group` have room for one value, or none if none is wanted.
  func read(
    _ line: UnsafeBufferPointer<UInt8>,
    scores: UnsafeMutableBufferPointer<Float>,
    label: UnsafeMutableBufferPointer<Double>,
    group: UnsafeMutableBufferPointer<String>
  ) -> TextFault? {
    var rest = TextCells(line, separator: separator)
    for (column, cell) in cells.enumerated() {
      guard !rest.isAtEnd else {
        return TextFault(.cellCount(found: column, expected: cells.count))
      }
      switch cell {
      case .skip:
        guard rest.take() != nil else { return TextFault(.quotes(column: column)) }
      case .score(let index):
        guard let (number, text) = rest.takeNumber() ?? rest.takeQuotedNumber() else {
          return fault(in: rest, column: column)
        }
        scores[index] = number.float(text: text)
      case .label:
        guard let (number, text) = rest.takeNumber() ?? rest.takeQuotedNumber() else {
          return fault(in: rest, column: column)
        }
        label[0] = number.double(text: text)
      case .group:
        guard let text = rest.takeText() else { return TextFault(.quotes(column: column)) }
        group[0] = text
      }
    }
    guard rest.isAtEnd else {
      var count = cells.count
      while !rest.isAtEnd, rest.take() != nil { count += 1 }
      return TextFault(.cellCount(found: count, expected: cells.count))
    }
    return nil
  }

  /// Why the next cell cannot be read as a number.
  private func fault(in rest: TextCells, column: Int) -> TextFault {
    var rest = rest
    guard let text = rest.take() else { return TextFault(.quotes(column: column)) }
    return TextFault(.notNumber(column: column, text: quoted(text), separator: separator))
  }
}
