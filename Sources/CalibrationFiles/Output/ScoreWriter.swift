import Calibration

/// Writes N×K scores to an npy, npz, CSV or TSV file, piece by piece.
///
/// The file appears under its name when ``finish()`` succeeds, not before; see ``AtomicFile``.
///
/// ```swift
/// var writer = try ScoreWriter(path: "calibrated.npy", rowCount: rowCount, columnCount: 10)
/// try writer.append(block)
/// try writer.finish()
/// ```
public struct ScoreWriter {
  private enum Destination {
    case npy(AtomicFile)
    case npz(NpzWriter)
    case text(AtomicFile, separator: UInt8)
  }

  private let destination: Destination
  private let columnCount: Int
  private let labels: [Int32]?
  private let rowCount: Int
  private var writtenRowCount = 0

  /// Scores are made text this many at a time.
  private static let scoresPerPiece = 1 << 20

  /// Creates the file and writes its header.
  ///
  /// - Parameters:
  ///   - path: Its ending chooses the format; an npz archive has the one array `predictions`.
  ///   - rowCount: The number of rows that will be appended.
  ///   - columnCount: The number of scores in a row.
  /// - Throws: ``FileError`` when the file cannot be created.
  public init(path: String, rowCount: Int, columnCount: Int) throws(FileError) {
    try self.init(path: path, rowCount: rowCount, columnCount: columnCount, key: "predictions", labels: nil)
  }

  /// Creates a file of numbers that are not the scores of classes.
  ///
  /// - Parameters:
  ///   - path: Its ending chooses the format.
  ///   - rowCount: The number of rows that will be appended.
  ///   - columnNames: The names of the columns, which text files have as a header.
  ///   - key: The name of the array of an npz archive.
  /// - Throws: ``FileError`` when the file cannot be created.
  public init(path: String, rowCount: Int, columnNames: [String], key: String) throws(FileError) {
    try self.init(
      path: path,
      rowCount: rowCount,
      columnCount: columnNames.count,
      columnNames: columnNames,
      key: key,
      labels: nil
    )
  }

  init(
    path: String,
    rowCount: Int,
    columnCount: Int,
    columnNames: [String]? = nil,
    key: String,
    labels: [Int32]?
  ) throws(FileError) {
    precondition(rowCount >= 0 && columnCount > 0, "\(rowCount) rows of \(columnCount) scores")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.labels = labels
    let format = try OutputFormat(path: path)
    if format == .npy, labels != nil {
      throw FileError(
        .cannotCreate,
        path: path,
        reason: "an npy file holds one array, not scores and labels; let the name end in .npz"
      )
    }
    let file = try AtomicFile(path: path)
    switch format {
    case .npy:
      try file.write(NpyEncoding.header(type: "f4", shape: [rowCount, columnCount]))
      destination = .npy(file)
    case .npz:
      let archive = NpzWriter(file)
      try archive.begin(key, type: "f4", itemByteCount: MemoryLayout<Float>.size, shape: [rowCount, columnCount])
      destination = .npz(archive)
    case .csv, .tsv:
      let separator = TextEncoding.separator(of: format)
      try file.write(
        TextEncoding.header(
          columnNames ?? TextEncoding.names(columnCount: columnCount, hasLabels: labels != nil),
          separator: separator
        )
      )
      destination = .text(file, separator: separator)
    }
  }

  /// Appends whole rows.
  ///
  /// - Precondition: The count is a multiple of the number of columns, and all rows together are
  ///   not more than were announced.
  /// - Throws: ``FileError`` when writing fails, for a full disk above all.
  public mutating func append(_ scores: UnsafeBufferPointer<Float>) throws(FileError) {
    precondition(scores.count.isMultiple(of: columnCount), "a row is not complete")
    let newRowCount = scores.count / columnCount
    precondition(newRowCount <= rowCount - writtenRowCount, "more rows than announced")
    switch destination {
    case .npy(let file):
      try file.write(UnsafeRawBufferPointer(scores))
    case .npz(let archive):
      try archive.append(UnsafeRawBufferPointer(scores))
    case .text(let file, let separator):
      let rowsPerPiece = max(1, Self.scoresPerPiece / columnCount)
      for row in stride(from: 0, to: newRowCount, by: rowsPerPiece) {
        let rows = row..<min(row + rowsPerPiece, newRowCount)
        let lines = TextEncoding.lines(
          scores.extracting((rows.lowerBound * columnCount)..<(rows.upperBound * columnCount)),
          columnCount: columnCount,
          labels: labels.map {
            $0[(writtenRowCount + rows.lowerBound)..<(writtenRowCount + rows.upperBound)]
          },
          separator: separator
        )
        for line in lines { try file.write(line) }
      }
    }
    writtenRowCount += newRowCount
  }

  /// Completes the file and gives it its name.
  ///
  /// - Precondition: As many rows were appended as announced.
  /// - Throws: ``FileError`` when writing fails; a file that had the name before is then unchanged.
  public mutating func finish() throws(FileError) {
    precondition(writtenRowCount == rowCount, "\(writtenRowCount) rows of \(rowCount) announced")
    switch destination {
    case .npy(let file), .text(let file, _):
      try file.commit()
    case .npz(let archive):
      if let labels {
        let numbers = labels.map(Int64.init)
        try archive.begin("labels", type: "i8", itemByteCount: MemoryLayout<Int64>.size, shape: [numbers.count])
        try numbers.withRawBytes { bytes throws(FileError) in try archive.append(bytes) }
      }
      try archive.finish()
    }
  }
}

extension Predictions {
  /// Writes the scores, those of K independent labels K to a row, to an npy, npz, CSV or TSV file,
  /// whichever the name asks for.
  ///
  /// - Parameter path: The file; an npz archive has the one array `predictions`.
  /// - Throws: ``FileError`` when the file cannot be written; a file that had the name before is
  ///   then unchanged.
  public func write(to path: String) throws(FileError) {
    try withUnsafeScores { scores throws(FileError) in
      var writer = try ScoreWriter(path: path, rowCount: exampleCount, columnCount: columnCount * labelCount)
      try writer.append(scores)
      try writer.finish()
    }
  }
}

extension LabeledPredictions {
  /// Writes the scores and labels to an npz file, or a CSV or TSV file (column `label` first);
  /// weights are not written.
  ///
  /// - Parameters:
  ///   - path: The file; an npz archive has the arrays `key` and `labels`.
  ///   - key: The name of the array of scores; readers know what `logits` and `probabilities` are.
  /// - Throws: ``FileError`` when the file cannot be written; a file that had the name before is
  ///   then unchanged.
  public func write(to path: String, key: String = "predictions") throws(FileError) {
    try predictions.withUnsafeScores { scores throws(FileError) in
      var writer = try ScoreWriter(
        path: path,
        rowCount: rowCount,
        columnCount: predictions.columnCount,
        key: key,
        labels: labels
      )
      try writer.append(scores)
      try writer.finish()
    }
  }
}
