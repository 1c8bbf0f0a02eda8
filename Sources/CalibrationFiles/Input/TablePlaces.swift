import Calibration

/// Where in a file the rows and columns of scores, labels or weights come from, for error messages.
struct TablePlaces: Sendable {
  let location: FileLocation
  /// The line of each row of the file, for text.
  var lineNumbers: [UInt32]?
  /// The column of the file for each column of scores, where they differ.
  var columnNumbers: [Int]?
  /// The first row that is used.
  var firstRow = 0
  /// The columns of the matrix whose elements became rows of one column.
  var sigmoidColumnCount: Int?

  /// The row of the file that a row in use comes from.
  func row(_ row: Int) -> Int {
    firstRow + row / (sigmoidColumnCount ?? 1)
  }

  private func column(_ column: Int, ofRow row: Int) -> Int {
    let column = sigmoidColumnCount.map { row % $0 } ?? column
    return columnNumbers?[column] ?? column
  }

  /// An error about a row in use.
  func error(row: Int, _ reason: String) -> FileError {
    let line = lineNumbers.map { Int($0[self.row(row)]) }
    return (line.map(location.line) ?? location).badData(reason)
  }

  /// An error of the library, with the rows and columns of the file.
  func error(_ error: PredictionsError) -> FileError {
    switch error {
    case .notANumber(let row, let column):
      located(row, .notANumber(row: self.row(row), column: self.column(column, ofRow: row)))
    case .positiveInfinity(let row, let column):
      located(row, .positiveInfinity(row: self.row(row), column: self.column(column, ofRow: row)))
    case .noPossibleClass(let row):
      located(row, .noPossibleClass(row: self.row(row)))
    case .probabilityOutOfRange(let row, let column, let value):
      located(row, .probabilityOutOfRange(row: self.row(row), column: self.column(column, ofRow: row), value: value))
    case .logProbabilityOutOfRange(let row, let column, let value):
      located(row, .logProbabilityOutOfRange(row: self.row(row), column: self.column(column, ofRow: row), value: value))
    case .rowSum(let row, let sum):
      located(row, .rowSum(row: self.row(row), sum: sum))
    case .labelOutOfRange(let row, let label, let classCount):
      located(row, .labelOutOfRange(row: self.row(row), label: label, classCount: classCount))
    case .impossibleLabel(let row, let label):
      located(row, .impossibleLabel(row: self.row(row), label: label))
    case .weightOutOfRange(let row, let weight):
      located(row, .weightOutOfRange(row: self.row(row), weight: weight))
    default:
      location.badData(error.description)
    }
  }

  private func located(_ row: Int, _ relocated: PredictionsError) -> FileError {
    error(row: row, relocated.description)
  }
}
