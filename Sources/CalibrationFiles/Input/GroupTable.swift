/// The group of each row as a file holds them.
struct GroupTable: Sendable {
  /// The names of the groups, one for each row; an empty cell is a group called `(empty)`.
  private(set) var names: [String]
  private let location: FileLocation

  init(_ names: [String], location: FileLocation) {
    self.names = names.map { $0.isEmpty ? "(empty)" : $0 }
    self.location = location
  }

  /// Groups by number.
  init(_ array: NumericArray) throws(FileError) {
    var names: [String] = []
    for (row, number) in try array.doubles().enumerated() {
      guard let integer = Int(exactly: number) else {
        throw array.location.badData(
          "the group of row \(row) is \(number); groups in arrays are whole numbers, names belong in a text file with one on each line"
        )
      }
      names.append(String(integer))
    }
    self.init(names, location: array.location)
  }

  /// Reads groups from a file of their own.
  ///
  /// - Parameters:
  ///   - key: The array of an archive that holds them.
  ///   - rowCount: The number of rows; a text file with one line more has a header.
  init(path: String, key: String?, rowCount: Int) throws(FileError) {
    let bytes = try MappedFile.open(path: path)
    let format = try InputFormat(bytes, path: path)
    switch format {
    case .text, .gzip:
      let location = FileLocation(path: path)
      try location.check(option: "--groups-key", isGiven: key != nil, fits: "npz and safetensors files")
      let lines = try TextBlocks.lines(of: bytes, isCompressed: format == .gzip, location: location)
      for (line, next) in zip(lines, lines.dropFirst()) where next.number > line.number + 1 {
        throw location.badData(
          "line \(line.number + 1) is blank or a comment; give each row a line with its group, such as (empty)"
        )
      }
      let header = lines.count == rowCount + 1 ? 1 : 0
      self.init(lines.dropFirst(header).map(\.text), location: location)
    case .npy, .npz, .safetensors:
      let file = try ArrayFile(bytes, format: format, path: path)
      try self.init(ArrayRoles(file: file).groups(key: key))
    }
  }

  /// The same groups if there is one for each row of scores.
  func checked(rowCount: Int) throws(FileError) -> GroupTable {
    guard names.count == rowCount else {
      throw location.badData(
        "there are groups for \(names.count) rows, but \(rowCount) rows; give one group for each row"
      )
    }
    return self
  }
}
