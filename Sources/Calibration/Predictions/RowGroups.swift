/// Which group each row belongs to: a part of the population, a source of the data, a sensor.
public struct RowGroups: Sendable, Hashable {
  /// The names of the groups; numbers in rising order, then texts in alphabetical order.
  public let names: [String]
  /// The group of each row, in 0 ..< `names.count`.
  public let indices: [Int]

  /// Groups rows by the names given for each.
  public init(_ values: [String]) {
    let names = Set(values).sorted {
      switch (Double($0), Double($1)) {
      case (let first?, let second?) where first != second: first < second
      case (_?, nil): true
      case (nil, _?): false
      default: $0 < $1
      }
    }
    let indexOfName = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    self.names = names
    // Every value is a name.
    indices = values.map { indexOfName[$0] ?? 0 }
  }

  /// The number of rows.
  public var rowCount: Int { indices.count }

  /// The rows of each group, in order.
  var rows: [[Int]] {
    var rows = [[Int]](repeating: [], count: names.count)
    for (row, group) in indices.enumerated() { rows[group].append(row) }
    return rows
  }
}
