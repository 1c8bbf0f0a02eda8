import TestSupport
import Testing

@testable import Calibration

@Suite struct EqualWidthBinsTests {
  @Test(arguments: [1, 2, 3, 7, 10, 15, 49, 100, 1000])
  func edgesBelongToTheBinBelow(binCount: Int) {
    let edges = (0...binCount).map { Double($0) / Double(binCount) }
    let bins = EqualWidthBins.indices(of: edges, binCount: binCount)
    #expect(bins == [0] + (0..<binCount).map(UInt16.init))
    // What rounding to single precision lifts above an edge, by a relative 2⁻²⁴ at most, stays there.
    let rounded = edges.map { Double(Float($0)) }
    #expect(EqualWidthBins.indices(of: rounded, binCount: binCount) == bins)
    let above = edges.dropLast().map { $0 + max(0x1p-19 * $0 * (1 - $0), 0x1p-24) }
    #expect(EqualWidthBins.indices(of: above, binCount: binCount) == (0..<binCount).map(UInt16.init))
  }

  @Test func everyRowIsInTheBinOfItsConfidence() throws {
    var generator = SeededGenerator(seed: 2)
    let data = try randomPredictions(rows: 203, classes: 3, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let table = try ReliabilityTable(equalWidth: rows, binCount: 12)
    #expect(table.bins.count == 12)
    for bin in table.bins {
      let inside = rows.confidences.indices.filter {
        rows.confidences[$0] > bin.lowerEdge && rows.confidences[$0] <= bin.upperEdge
      }
      #expect(bin.weight == Double(inside.count))
      let correct = inside.count { rows.isCorrect(row: $0) }
      #expect(bin.accuracy == (inside.isEmpty ? nil : Double(correct) / Double(inside.count)))
    }
    #expect(table.totalWeight == 203)
  }

  @Test func emptyBinsHaveNoAccuracy() throws {
    let data = try LabeledPredictions(Predictions([0, 0], columnCount: 2, kind: .logits), labels: [0])
    let table = try ReliabilityTable(equalWidth: EvaluatedRows(on: data), binCount: 2)
    // A confidence of exactly one half closes the lower bin.
    #expect(table.bins.map(\.weight) == [1, 0])
    #expect(table.bins.map(\.accuracy) == [1, nil])
    #expect(table.bins.map(\.meanConfidence) == [0.5, nil])
    #expect(table.bins.map(\.gap) == [-0.5, nil])
  }

  @Test(arguments: [0, -1, 1001])
  func otherBinCountsAreRefused(binCount: Int) throws {
    let data = try LabeledPredictions(Predictions([0, 0], columnCount: 2, kind: .logits), labels: [0])
    let rows = try EvaluatedRows(on: data)
    #expect(throws: MetricError.binCount(binCount)) {
      try ReliabilityTable(equalWidth: rows, binCount: binCount)
    }
    #expect(throws: MetricError.binCount(binCount)) {
      try ReliabilityTable(equalMass: rows, binCount: binCount)
    }
    #expect(throws: MetricError.binCount(binCount)) {
      try ClasswiseReliability(on: data, binCount: binCount)
    }
    #expect(throws: EvaluationError.binCount(binCount)) {
      try EvaluationOptions(binCount: binCount)
    }
  }
}
