import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ClasswiseReliabilityTests {
  @Test func everyTableHoldsAllRows() throws {
    var generator = SeededGenerator(seed: 3)
    let data = try randomPredictions(rows: 120, classes: 4, using: &generator)
    let classwise = try ClasswiseReliability(on: data, binCount: 10)
    for index in 0..<4 {
      let table = classwise.table(ofClass: index)
      #expect(table.bins.count == 10)
      #expect(table.totalWeight == 120)
      let positives = table.bins.reduce(0) { $0 + ($1.accuracy ?? 0) * $1.weight }
      let expected = Double(data.labels.count { $0 == Int32(index) })
      #expect(abs(positives - expected) < 1e-12)
    }
    let mean = (0..<4).reduce(0) { $0 + classwise.table(ofClass: $1).calibrationError() } / 4
    #expect(abs(classwise.calibrationError() - mean) < 1e-15)
  }

  @Test func severalChunksOfManyClasses() throws {
    // 2200 rows are more than a chunk holds; equal logits have probabilities of 1/40 throughout.
    let rowCount = 2200
    let data = try LabeledPredictions(
      Predictions([Float](repeating: 0, count: rowCount * 40), columnCount: 40, kind: .logits),
      labels: (0..<rowCount).map { Int32($0 % 40) }
    )
    let classwise = try ClasswiseReliability(on: data)
    #expect(classwise.calibrationError() < 1e-14)
    for index in [0, 15, 16, 39] {
      let bins = classwise.table(ofClass: index).bins
      #expect(bins[0].weight == Double(rowCount))
      #expect(abs((bins[0].meanConfidence ?? .nan) - 1.0 / 40) < 1e-14)
    }
  }
}
