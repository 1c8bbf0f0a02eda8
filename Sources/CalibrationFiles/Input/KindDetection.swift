import CMath
import Calibration

/// Tells probabilities, log-probabilities and logits apart by their values.
///
/// Rows with NaN or +∞ do not count, and the kind is what most rows are: a few damaged rows among
/// probabilities are then reported as such by ``Predictions``, and not read as logits.
struct KindDetection {
  let kind: ScoreKind
  /// What the scores were taken for, and why.
  let note: String

  /// - Throws: ``FileError`` when the scores may be independent sigmoid outputs or logits.
  init(_ matrix: ScoreMatrix, places: TablePlaces) throws(FileError) {
    let tally = Tally(matrix)
    let tolerance = Predictions.rowSumTolerance
    if matrix.columnCount == 1 {
      kind = tally.isWithinUnit && tally.rowCount > 0 ? .probabilities : .logits
      note =
        kind == .probabilities
        ? "one column within [0, 1]: taken for probabilities of class 1"
        : "one column that leaves [0, 1]: taken for logits of class 1"
    } else if tally.distributionCount * 2 > tally.rowCount {
      kind = .probabilities
      note = "within [0, 1], and rows sum to 1 (within \(tolerance)): taken for probabilities"
    } else if tally.logDistributionCount * 2 > tally.rowCount {
      kind = .logProbabilities
      note =
        "not above 0, and exponentials of rows sum to 1 (within \(tolerance)): taken for log-probabilities"
    } else if let (row, sum) = tally.firstOtherRow, tally.isWithinUnit {
      throw places.error(
        row: row,
        "all scores lie in [0, 1], but row \(places.row(row)) sums to \(sum), so they may be independent sigmoid outputs or logits; say which with --kind sigmoid or --kind logits"
      )
    } else {
      kind = .logits
      note = "rows that are neither probabilities nor log-probabilities: taken for logits"
    }
  }
}

/// What the rows of a matrix are, counted.
private struct Tally: Sendable {
  /// Rows without NaN or +∞.
  var rowCount = 0
  /// Rows within [0, 1] that sum to 1.
  var distributionCount = 0
  /// Rows that are the logarithms of such rows.
  var logDistributionCount = 0
  /// Whether all rows lie within [0, 1].
  var isWithinUnit = true
  /// The first row that does not sum to 1.
  var firstOtherRow: (row: Int, sum: Float)?

  init() {}

  init(_ matrix: ScoreMatrix) {
    let rowsPerBlock = max(1, (1 << 16) / matrix.columnCount)
    let blockCount = (matrix.rowCount + rowsPerBlock - 1) / rowsPerBlock
    let tallies = Workers.map(blocks: blockCount) { block in
      let rows = (block * rowsPerBlock)..<min((block + 1) * rowsPerBlock, matrix.rowCount)
      defer {
        let count = matrix.columnCount
        matrix.storage.finishedReading((rows.lowerBound * count)..<(rows.upperBound * count))
      }
      return matrix.storage.withUnsafeScores { scores in
        var tally = Tally()
        for row in rows {
          let start = row * matrix.columnCount
          tally.add(scores.extracting(start..<(start + matrix.columnCount)), row: row)
        }
        return tally
      }
    }
    self = tallies.reduce(into: Tally()) { $0.add($1) }
  }

  private mutating func add(_ scores: UnsafeBufferPointer<Float>, row: Int) {
    // Sixteen sums keep rounding far below the tolerance, however long the row.
    var sums = SIMD16<Float>()
    var least = SIMD16<Float>(repeating: .infinity)
    var greatest = SIMD16<Float>(repeating: -.infinity)
    var index = 0
    while index + 16 <= scores.count {
      let values = UnsafeRawPointer(scores.baseAddress.unsafelyUnwrapped + index)
        .loadUnaligned(as: SIMD16<Float>.self)
      sums += values
      least.replace(with: values, where: values .< least)
      greatest.replace(with: values, where: values .> greatest)
      index += 16
    }
    var sum = sums.sum()
    var (low, high) = (least.min(), greatest.max())
    for value in scores[index...] {
      sum += value
      low = value < low ? value : low
      high = value > high ? value : high
    }
    guard sum < .infinity else { return }
    rowCount += 1
    let tolerance = Float(Predictions.rowSumTolerance)
    let isUnit = low >= 0 && high <= 1
    isWithinUnit = isWithinUnit && isUnit
    if isUnit, abs(sum - 1) <= tolerance {
      distributionCount += 1
    } else if firstOtherRow == nil {
      firstOtherRow = (row, sum)
    }
    if high <= 0, low < 0 {
      let total = scores.reduce(Float(0)) { $0 + expf($1) }
      if abs(total - 1) <= tolerance { logDistributionCount += 1 }
    }
  }

  private mutating func add(_ other: Tally) {
    rowCount += other.rowCount
    distributionCount += other.distributionCount
    logDistributionCount += other.logDistributionCount
    isWithinUnit = isWithinUnit && other.isWithinUnit
    firstOtherRow = firstOtherRow ?? other.firstOtherRow
  }
}
