/// Rows of scores in double precision that a ``CalibrationMap`` works on in place.
///
/// The memory is borrowed: a block is valid only during the call that hands it over.
public struct LogitBlock {
  /// `rowCount × classCount` scores, row by row.
  public let scores: UnsafeMutableBufferPointer<Double>
  /// The number of scores in a row, at least 2.
  public let classCount: Int

  /// The number of rows.
  public var rowCount: Int { scores.count / classCount }

  /// Looks at memory as rows.
  ///
  /// - Precondition: `classCount` is at least 2 and divides the number of scores.
  public init(_ scores: UnsafeMutableBufferPointer<Double>, classCount: Int) {
    precondition(classCount >= 2 && scores.count.isMultiple(of: classCount))
    self.scores = scores
    self.classCount = classCount
  }

  /// The scores of one row.
  public subscript(row: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: scores[(row * classCount)..<((row + 1) * classCount)])
  }
}
