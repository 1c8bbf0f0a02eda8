import TestSupport
import Testing

@testable import Calibration

@Suite struct EqualMassBinsTests {
  @Test(arguments: [1, 5, 14, 15, 16, 44, 299, 300])
  func massesDifferByAtMostOneRow(rowCount: Int) throws {
    var generator = SeededGenerator(seed: UInt64(rowCount))
    let data = try randomPredictions(rows: rowCount, classes: 3, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let table = try ReliabilityTable(equalMass: rows)
    #expect(table.bins.count == min(15, rowCount))
    #expect(table.totalWeight == Double(rowCount))
    let masses = table.bins.map(\.weight)
    // The fuller bins come first.
    #expect(masses == masses.sorted(by: >))
    #expect((masses.max() ?? 0) - (masses.min() ?? 0) <= 1)
    let edges = table.bins.flatMap { [$0.lowerEdge, $0.upperEdge] }
    #expect(edges == edges.sorted())
    #expect(edges.first == rows.confidences.min())
    #expect(edges.last == rows.confidences.max())
  }

  @Test func tiesAreSharedOut() throws {
    // Six equal rows, two of them right, in four bins: 2 + 2 + 1 + 1 rows of accuracy 1/3.
    let data = try LabeledPredictions(
      Predictions(Array(repeating: [2, 0], count: 6).flatMap { $0 }, columnCount: 2, kind: .logits),
      labels: [0, 1, 1, 0, 1, 1]
    )
    let table = try ReliabilityTable(equalMass: EvaluatedRows(on: data), binCount: 4)
    #expect(table.bins.map(\.weight) == [2, 2, 1, 1])
    for bin in table.bins {
      #expect(abs((bin.accuracy ?? .nan) - 1.0 / 3) < 1e-15)
    }
  }

  @Test func otherWeightsAreCutExactly() throws {
    // One row holds most of the weight and lies in all three bins.
    let data = try LabeledPredictions(
      Predictions([1, 0, 2, 0, 3, 0], columnCount: 2, kind: .logits),
      labels: [0, 0, 0],
      weights: [0.25, 5.5, 0.25]
    )
    let rows = try EvaluatedRows(on: data)
    let table = try ReliabilityTable(equalMass: rows, binCount: 3)
    #expect(table.bins.map(\.weight) == [2, 2, 2])
    #expect(
      table.bins.map(\.lowerEdge)
        == [rows.confidences[0], rows.confidences[1], rows.confidences[1]]
    )
    #expect(table.bins.last?.upperEdge == rows.confidences[2])
  }
}
