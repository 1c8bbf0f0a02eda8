import Calibration

/// Labels as a file holds them: class numbers, or a matrix of zeros and ones.
struct LabelTable: Sendable {
  enum Values: Sendable {
    case numbers([Double])
    case matrix(ScoreMatrix)
  }

  private let values: Values
  private(set) var places: TablePlaces

  init(_ values: Values, places: TablePlaces) {
    self.values = values
    self.places = places
  }

  init(_ array: NumericArray) throws(FileError) {
    values = array.isVector ? .numbers(try array.doubles()) : .matrix(try array.scoreMatrix())
    places = TablePlaces(location: array.location)
  }

  init(_ table: TextTable) {
    values = table.labels.map { .numbers($0) } ?? .matrix(table.scores)
    places = TablePlaces(location: table.location, lineNumbers: table.lineNumbers)
  }

  var rowCount: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .matrix(let matrix): matrix.rowCount
    }
  }

  func rows(_ range: Range<Int>) -> LabelTable {
    var slice =
      switch values {
      case .numbers(let numbers): LabelTable(.numbers(Array(numbers[range])), places: places)
      case .matrix(let matrix): LabelTable(.matrix(matrix.rows(range)), places: places)
      }
    slice.places.firstRow += range.lowerBound
    return slice
  }

  /// The same labels if there is one for each row of scores.
  func checked(rowCount: Int) throws(FileError) -> LabelTable {
    guard self.rowCount == rowCount else {
      throw places.error(.labelCount(labels: self.rowCount, rows: rowCount))
    }
    return self
  }

  /// The labels of scores of so many columns.
  func integers(columnCount: Int, isSigmoid: Bool) throws(FileError) -> [Int32] {
    isSigmoid
      ? try bits(columnCount: columnCount) : try classes(classCount: max(columnCount, 2))
  }

  /// The class of each row; rows of zeros and ones name the class by the place of the one.
  private func classes(classCount: Int) throws(FileError) -> [Int32] {
    switch values {
    case .numbers(let numbers):
      return try integers(numbers)
    case .matrix(let matrix):
      guard matrix.columnCount == classCount else {
        throw places.location.badData(
          "the labels have \(matrix.columnCount) columns for \(classCount) classes; give one class number for each row, or one column for each class"
        )
      }
      return try positionsOfOnes(matrix)
    }
  }

  /// Zeros and ones for independent sigmoid outputs, row by row.
  private func bits(columnCount: Int) throws(FileError) -> [Int32] {
    let found: [Int32]
    switch values {
    case .numbers(let numbers):
      guard columnCount == 1 else { throw wrongShape(columnCount: 1, expected: columnCount) }
      found = try integers(numbers)
    case .matrix(let matrix):
      guard matrix.columnCount == columnCount else {
        throw wrongShape(columnCount: matrix.columnCount, expected: columnCount)
      }
      found = try matrix.storage.withUnsafeScores { scores throws(FileError) in
        try integers(scores, columnCount: columnCount)
      }
    }
    if let index = found.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
      throw places.error(
        row: row,
        "row \(places.row(row)), column \(column) of the labels is \(found[index]); labels of sigmoid outputs are 0 or 1"
      )
    }
    return found
  }

  private func wrongShape(columnCount: Int, expected: Int) -> FileError {
    places.location.badData(
      "the labels have \(columnCount) columns for \(expected) sigmoid outputs; give a zero or one for each output of each row"
    )
  }

  private func integers(
    _ numbers: some RandomAccessCollection<some BinaryFloatingPoint>,
    columnCount: Int = 1
  ) throws(FileError) -> [Int32] {
    var integers: [Int32] = []
    integers.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      guard let integer = Int32(exactly: number) else {
        let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
        let place = columnCount == 1 ? "" : ", column \(column)"
        throw places.error(
          row: row,
          "the label of row \(places.row(row))\(place) is \(number); labels are whole class numbers that count from 0"
        )
      }
      integers.append(integer)
    }
    return integers
  }

  private func positionsOfOnes(_ matrix: ScoreMatrix) throws(FileError) -> [Int32] {
    try matrix.storage.withUnsafeScores { scores throws(FileError) in
      var classes: [Int32] = []
      classes.reserveCapacity(matrix.rowCount)
      for row in 0..<matrix.rowCount {
        let start = row * matrix.columnCount
        let cells = scores.extracting(start..<(start + matrix.columnCount))
        guard cells.allSatisfy({ $0 == 0 || $0 == 1 }), cells.count(where: { $0 == 1 }) == 1,
          let one = cells.firstIndex(of: 1)
        else {
          throw places.error(
            row: row,
            "row \(places.row(row)) of the labels is not one 1 among zeros; give one class number for each row, or choose their column with --label-column"
          )
        }
        classes.append(Int32(one))
      }
      return classes
    }
  }
}
