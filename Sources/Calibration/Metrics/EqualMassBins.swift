extension ReliabilityTable {
  /// Bins of equal mass: the rows in order of confidence, cut into parts of equal weight.
  ///
  /// Of W rows, the first W mod B bins hold one row more than the others. Rows of equal confidence
  /// that a cut falls between are shared out in proportion, so that the order of the rows does not
  /// matter. Weights that are not whole numbers cannot be counted in rows: then every bin holds
  /// exactly W/B, and a row that a cut falls into is shared out too.
  ///
  /// A bin's edges are the lowest and the highest confidence in it. With fewer rows than bins, the
  /// empty bins are left out.
  ///
  /// - Throws: ``MetricError/binCount(_:)``.
  public init(equalMass rows: EvaluatedRows, binCount: Int = 15) throws(MetricError) {
    try MetricError.check(binCount: binCount)
    self.init(equalMassOf: rows, validBinCount: binCount)
  }

  init(equalMassOf rows: EvaluatedRows, validBinCount binCount: Int) {
    self.init(bins: ConfidenceGroups(rows).equalMassBins(binCount))
  }
}

extension ConfidenceGroups {
  /// The groups cut into bins of equal mass; empty bins are left out.
  func equalMassBins(_ binCount: Int) -> [ReliabilityTable.Bin] {
    var filler = EqualMassFiller(
      cuts: EqualMassCuts(binCount: binCount, totalWeight: totalWeight, countsWholeRows: countsWholeRows)
    )
    for group in groups {
      filler.add(weight: group.weight, correctWeight: group.correctWeight, confidence: group.confidence)
    }
    return filler.finished()
  }
}

/// Where the bins of equal mass end, in weight counted from the lowest confidence.
struct EqualMassCuts: Sendable {
  let binCount: Int
  private let perBin: Double
  private let binsWithOneMore: Double

  init(binCount: Int, totalWeight: Double, countsWholeRows: Bool) {
    self.binCount = binCount
    let share = totalWeight / Double(binCount)
    perBin = countsWholeRows ? share.rounded(.down) : share
    binsWithOneMore = countsWholeRows ? totalWeight - perBin * Double(binCount) : 0
  }

  func end(ofBin bin: Int) -> Double {
    let count = Double(bin + 1)
    return perBin * count + min(count, binsWithOneMore)
  }
}

/// Fills bins of equal mass one after the other.
private struct EqualMassFiller {
  let cuts: EqualMassCuts
  private var bins: [ReliabilityTable.Bin] = []
  private var sums = BinSums()
  private var lowerEdge = 0.0
  private var upperEdge = 0.0
  private var filled = 0.0
  private var bin = 0
  private var end: Double

  init(cuts: EqualMassCuts) {
    self.cuts = cuts
    bins.reserveCapacity(cuts.binCount)
    end = cuts.end(ofBin: 0)
  }

  /// Adds rows of one confidence, which must not be below the last.
  mutating func add(weight: Double, correctWeight: Double, confidence: Double) {
    var rest = weight
    // What rounding leaves over goes to the last bin.
    while bin < cuts.binCount - 1, filled + rest > end {
      let part = max(end - filled, 0)
      put(part, correctWeight: correctWeight * (part / weight), confidence: confidence)
      rest -= part
      close()
    }
    put(rest, correctWeight: correctWeight * (rest / weight), confidence: confidence)
  }

  mutating func finished() -> [ReliabilityTable.Bin] {
    close()
    return bins
  }

  private mutating func put(_ weight: Double, correctWeight: Double, confidence: Double) {
    guard weight > 0 else { return }
    if sums.weight == 0 { lowerEdge = confidence }
    upperEdge = confidence
    sums.weight += weight
    sums.confidence += weight * confidence
    sums.correct += correctWeight
    filled += weight
  }

  private mutating func close() {
    if sums.weight > 0 {
      bins.append(ReliabilityTable.Bin(lowerEdge: lowerEdge, upperEdge: upperEdge, sums: sums))
    }
    sums = BinSums()
    bin += 1
    end = cuts.end(ofBin: bin)
  }
}
