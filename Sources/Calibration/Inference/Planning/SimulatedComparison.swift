/// Comparisons of the expected calibration errors of a model and of a map of it by ``PairedComparison``, on simulated
/// data sets.
struct SimulatedComparison: Sendable {
  /// Rows with the same confidences that are all right, or all wrong.
  private struct Cell: Sendable {
    let probability: Double
    let binNow: Int
    let binAfter: Int
    /// Confidence less whether right.
    let gapNow: Double
    let gapAfter: Double
  }

  private let cells: [Cell]
  private let binCount: Int
  private let resampleCount: Int
  /// The most resamples on the other side of zero with which the p-value is low enough.
  private let mostOnOtherSide: Int
  private let seed: UInt64

  /// The rows up to which resamples are drawn row by row.
  private static let mostSingleRows = 4_000

  /// - Parameters:
  ///   - level: What the p-value must not exceed.
  ///   - resampleCount: At least 2 / level − 1.
  init(_ model: OverconfidentModel, binCount: Int, level: Double, resampleCount: Int, seed: UInt64) {
    let binsNow = EqualWidthBins.indices(of: model.confidencesNow, binCount: binCount)
    let binsAfter = EqualWidthBins.indices(of: model.confidencesAfter, binCount: binCount)
    cells = model.accuracies.indices.flatMap { index in
      [0.0, 1].map { right in
        let accuracy = model.accuracies[index]
        return Cell(
          probability: (right == 1 ? accuracy : 1 - accuracy) / Double(model.accuracies.count),
          binNow: Int(binsNow[index]),
          binAfter: Int(binsAfter[index]),
          gapNow: model.confidencesNow[index] - right,
          gapAfter: model.confidencesAfter[index] - right
        )
      }
    }
    self.binCount = binCount
    self.resampleCount = resampleCount
    // 2 (1 + k) / (1 + resamples) ≤ level; 1 − 0.95 is a little more than 0.05 in binary.
    mostOnOtherSide = Int(level * (1 + 1e-9) * Double(1 + resampleCount) / 2) - 1
    self.seed = seed
  }

  /// In how many of some data sets the error is told to have fallen; those of different sizes are drawn from different
  /// numbers.
  func seenCount(rowCount: Int, trialCount: Int, firstTrial: Int = 0) -> Int {
    Workers.map(blocks: trialCount) { trial in
      var generator = SplitMix64(seed: seed ^ UInt64(rowCount) << 32, stream: UInt64(firstTrial + trial))
      return isSeen(counts(rowCount: rowCount, using: &generator), using: &generator)
    }
    .count { $0 }
  }

  /// A data set: how many rows each cell has.
  private func counts(rowCount: Int, using generator: inout SplitMix64) -> [Double] {
    var rows = Double(rowCount)
    var rest = 1.0
    return cells.map { cell in
      guard rows > 0 else { return 0 }
      let count = BinomialSampler(trials: rows, probability: min(cell.probability / rest, 1))
        .next(using: &generator)
      rows -= count
      rest -= cell.probability
      return count
    }
  }

  /// Whether the paired bootstrap tells that the error has fallen.
  private func isSeen(_ counts: [Double], using generator: inout SplitMix64) -> Bool {
    let present = cells.indices.filter { counts[$0] > 0 }
    guard difference(counts, present) < 0 else { return false }
    let rowCount = Int(counts.reduce(0, +))
    let rows =
      rowCount <= Self.mostSingleRows
      ? present.flatMap { repeatElement(UInt16($0), count: Int(counts[$0])) } : []
    var resampled = counts
    var notBelow = 0
    for _ in 0..<resampleCount {
      if rows.isEmpty {
        Self.drawMany(counts, present, into: &resampled, using: &generator)
      } else {
        Self.draw(rows, into: &resampled, using: &generator)
      }
      if difference(resampled, present) >= 0 { notBelow += 1 }
      if notBelow > mostOnOtherSide { return false }
    }
    return true
  }

  /// Draws a resample row by row, from the cells of the rows.
  private static func draw(_ rows: [UInt16], into counts: inout [Double], using generator: inout SplitMix64) {
    counts.withUnsafeMutableBufferPointer { counts in
      counts.update(repeating: 0)
      rows.withUnsafeBufferPointer { rows in
        for _ in rows {
          let row = Int(generator.next().multipliedFullWidth(by: UInt64(rows.count)).high)
          counts[Int(rows[row])] += 1
        }
      }
    }
  }

  /// Draws a resample of so many rows that the numbers drawn of each cell are as good as normal.
  private static func drawMany(
    _ observed: [Double],
    _ present: [Int],
    into counts: inout [Double],
    using generator: inout SplitMix64
  ) {
    for cell in present {
      // Normal but for its tails: the sum of four uniform numbers of 16 bits.
      let bits = generator.next()
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
      let normal = (Double(sum) / 0x1p16 - 2 + 0x1p-15) * 3.0.squareRoot()
      counts[cell] = max(0, observed[cell] + observed[cell].squareRoot() * normal)
    }
  }

  /// The sum over bins of the sizes of the gaps after the map, less that now.
  private func difference(_ counts: [Double], _ present: [Int]) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * binCount) { gaps in
      gaps.initialize(repeating: 0)
      for index in present {
        let (cell, count) = (cells[index], counts[index])
        gaps[cell.binNow] -= count * cell.gapNow
        gaps[binCount + cell.binAfter] += count * cell.gapAfter
      }
      return (0..<binCount).reduce(0) { $0 + abs(gaps[binCount + $1]) - abs(gaps[$1]) }
    }
  }
}
