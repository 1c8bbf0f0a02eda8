/// Decides which columns of a table hold scores and which the labels, or asks the user.
struct TextColumnRoles {
  let purpose: TextLayout.Purpose
  /// The header, if there is one.
  let names: [String]?
  /// The column of groups, which is neither.
  let groupColumn: Int?
  let sample: TextSample
  let location: FileLocation

  typealias Roles = (scoreColumns: [Int], labelColumn: Int?, notes: [String])

  private var columnCount: Int { sample.columns.count }
  /// The columns that may hold scores or labels.
  private var all: [Int] {
    (0..<columnCount).filter { $0 != purpose.weightColumn && $0 != groupColumn }
  }

  func resolve() throws(FileError) -> Roles {
    if let weightColumn = purpose.weightColumn {
      try check(weightColumn..<(weightColumn + 1), option: "--weight-column")
    }
    switch purpose {
    case .labels(let column):
      return try labels(column: column)
    case .weights(let column):
      return ([], try weights(column: column), [])
    case .scoresOnly(let columns, _):
      return try scores(columns: columns)
    case .scores(let columns, let labelColumn, _):
      return try scores(columns: columns, labelColumn: labelColumn)
    }
  }

  private func labels(column: Int?) throws(FileError) -> Roles {
    if let column {
      try check(column..<(column + 1), option: "--label-column")
      return ([], column, [])
    }
    if all.count == 1 { return ([], all[0], []) }
    if let named = try namedLabelColumn(within: all) {
      return ([], named, [note(labelColumn: named)])
    }
    return (all, nil, [])
  }

  private func weights(column: Int?) throws(FileError) -> Int {
    if let column {
      try check(column..<(column + 1), option: "--weight-column")
      return column
    }
    guard columnCount == 1 else {
      throw location.badData(
        "it is not clear which of the \(columnCount) columns holds the weights; choose it with --weight-column N"
      )
    }
    return 0
  }

  private func scores(columns: Range<Int>?) throws(FileError) -> Roles {
    if let columns {
      try check(scoreColumns: columns)
      return (Array(columns), nil, [])
    }
    guard let named = try namedLabelColumn(within: all) else {
      try checkAllScores(all)
      return (all, nil, [])
    }
    let rest = all.filter { $0 != named }
    try checkAllScores(rest)
    let remark = "column \(named) is named as labels are and was left out, as --labels gives them"
    return (rest, nil, [remark])
  }

  private func scores(columns: Range<Int>?, labelColumn: Int?) throws(FileError) -> Roles {
    if let labelColumn { try check(labelColumn..<(labelColumn + 1), option: "--label-column") }
    if let labelColumn, labelColumn == purpose.weightColumn {
      throw location.badData(
        "column \(labelColumn) cannot hold both labels and weights; change --label-column or --weight-column"
      )
    }
    if let columns {
      try check(scoreColumns: columns)
      if let labelColumn {
        guard !columns.contains(labelColumn) else {
          throw location.badData(
            "column \(labelColumn) cannot hold both labels and scores; change --columns \(columns.lowerBound):\(columns.upperBound) or --label-column"
          )
        }
        return (Array(columns), labelColumn, [])
      }
      let named = try namedLabelColumn(within: all.filter { !columns.contains($0) })
      return (Array(columns), named, named.map { [note(labelColumn: $0)] } ?? [])
    }
    if let labelColumn {
      let rest = all.filter { $0 != labelColumn }
      try checkAllScores(rest)
      return (rest, labelColumn, [])
    }
    return try guess()
  }

  private func guess() throws(FileError) -> Roles {
    if all.count == 1 { return (all, nil, []) }
    let whole = all.filter { sample.columns[$0].isWhole }
    let label: Int
    if let named = try namedLabelColumn(within: all) {
      label = named
    } else if sample.rowCount == 0 || whole.isEmpty {
      return (all, nil, [])
    } else if let outer = onlyOuterColumn(in: whole), looksLikeLabels(outer) {
      label = outer
    } else {
      throw ambiguous
    }
    let rest = all.filter { $0 != label }
    try checkAllScores(rest)
    return (rest, label, [note(labelColumn: label)])
  }

  private func onlyOuterColumn(in whole: [Int]) -> Int? {
    let outer = whole.filter { $0 == all.first || $0 == all.last }
    return outer.count == 1 ? outer[0] : nil
  }

  /// Whether a column of whole numbers can only be labels.
  private func looksLikeLabels(_ index: Int) -> Bool {
    let column = sample.columns[index]
    let classCount = max(all.count - 1, 2)
    let isRowNumber = column.isRowNumber && sample.rowCount > 2
    return column.least >= 0 && column.greatest < Double(classCount) && !isRowNumber
      && !sample.sumsToOne
  }

  /// Refuses columns of whole numbers beside columns of scores: counts, or numbers of rows.
  private func checkAllScores(_ columns: [Int]) throws(FileError) {
    guard !columns.isEmpty else {
      throw location.badData("no column is left for the scores; give them with --columns A:B")
    }
    let strange = columns.contains { sample.columns[$0].isWhole && !sample.columns[$0].isBinary }
    guard sample.rowCount == 0 || !strange || columns.allSatisfy({ sample.columns[$0].isWhole })
    else { throw ambiguous }
  }

  private func namedLabelColumn(within columns: [Int]) throws(FileError) -> Int? {
    guard let names else { return nil }
    let found = columns.filter { FieldNames.isLabels(names[$0]) }
    guard found.count < 2 else {
      throw location.badData(
        "the columns \(found.map(String.init).joined(separator: ", ")) are all named as labels are; choose one with --label-column N, and the scores with --columns A:B"
      )
    }
    return found.first
  }

  private func note(labelColumn: Int) -> String {
    if let names {
      "column \(labelColumn), \(quoted(names[labelColumn].utf8)), was taken for the labels"
    } else {
      "column \(labelColumn), the only one of whole numbers, was taken for the labels"
    }
  }

  private func check(scoreColumns columns: Range<Int>) throws(FileError) {
    try check(columns, option: "--columns")
    if let weightColumn = purpose.weightColumn, columns.contains(weightColumn) {
      throw location.badData(
        "column \(weightColumn) cannot hold both weights and scores; change --columns \(columns.lowerBound):\(columns.upperBound) or --weight-column"
      )
    }
  }

  private func check(_ range: Range<Int>, option: String) throws(FileError) {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= columnCount else {
      let last = columnCount - 1
      let text =
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
      throw location.badData(
        "\(option) \(text) is not within the \(columnCount) columns, which count from 0 to \(last); give another"
      )
    }
  }

  private var ambiguous: FileError {
    location.badData(
      "it is not clear which of the \(columnCount) columns hold the scores and which the labels; say it with --columns A:B (from A up to, not including, B) and --label-column N"
    )
  }
}
