import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct PerLabelMapTests {
  private func maps() throws -> [any CalibrationMap] {
    [
      BinaryMap(try PlattMap(slope: 2, intercept: 1)),
      try TemperatureMap(temperature: 3),
      IdentityMap(),
    ]
  }

  /// Few labels, so that a block has many examples, and more labels than a block has rows.
  @Test(arguments: [3, 1000])
  func everyLabelGoesThroughItsOwnMap(labelCount: Int) throws {
    let some = try maps()
    let map = try PerLabelMap((0..<labelCount).map { some[$0 % 3] })
    let data = try Synthetic.outputs(
      shifts: [Float](repeating: 0, count: labelCount),
      rows: 3000 / labelCount,
      seed: 801
    )
    let all = try map.probabilities(for: data.predictions)
    #expect(all.labelCount == labelCount && all.columnCount == 1)
    for label in 0..<3 {
      let rows = stride(from: label, to: data.rowCount, by: labelCount)
      let alone = try some[label].probabilities(for: data.copy(ofRows: Array(rows)).predictions)
      let own = rows.map { all.values[$0] }
      #expect(own == alone.values)
    }
  }

  @Test func oneExampleIsMappedAsAllAre() throws {
    let map = try PerLabelMap(maps())
    let logits = [-1.5, 0.25, 3]
    let outputs = try Predictions(logits.map { Float($0) }, labelCount: 3, kind: .logits)
    let row = try map.labelProbabilities(forLogits: logits)
    // logit p′ = 2 · (−1.5) + 1
    let platt = 1 / (1 + exp(2.0))
    #expect(abs(row[0] - platt) < 1e-14)
    let all = try map.probabilities(for: outputs).values
    #expect(row.map { Float($0) } == all)
    #expect(try map.labelProbabilities(forLogits: [-.infinity, 0, 0])[0] == 0)
  }

  @Test func oneExampleThatCannotBeMappedIsRefused() throws {
    let map = try PerLabelMap(maps())
    #expect(throws: PredictionsError.outputCount(found: 2, expected: 3)) {
      try map.labelProbabilities(forLogits: [0, 0])
    }
    #expect(throws: PredictionsError.notANumber(row: 0, column: 1)) {
      try map.labelProbabilities(forLogits: [0, .nan, 0])
    }
    #expect(throws: PredictionsError.positiveInfinity(row: 0, column: 2)) {
      try map.labelProbabilities(forLogits: [0, 0, .infinity])
    }
  }

  /// A row alone does not say which label it is of.
  @Test func whatIsNotOfItsLabelsIsRefused() throws {
    let map = try PerLabelMap(maps())
    let data = try Synthetic.outputs(rows: 4, seed: 802)
    let wrong = PredictionsError.outputCount(found: 1, expected: 3)
    #expect(throws: wrong) { try map.probabilities(forLogits: [0, 1]) }
    #expect(throws: wrong) { try EvaluatedRows(of: map, on: data.copy(ofRows: [1, 2, 3])) }
    #expect(throws: PredictionsError.outputCount(found: 2, expected: 3)) {
      try map.probabilities(for: Predictions([0.5, 0.5], labelCount: 2, kind: .probabilities))
    }
    #expect(throws: PredictionsError.splitExamples(labelCount: 3)) { try data.rows(1..<4) }
    let slice = try data.rows(3..<9).predictions
    let all = try map.probabilities(for: data.predictions).values
    #expect(try map.probabilities(for: slice).values == Array(all[3..<9]))
    #expect(data.copy(ofRows: [9, 10, 11, 0, 1, 2]).predictions.labelCount == 3)
  }

  @Test func mapsThatAreNoneOfALabelAreRefused() throws {
    #expect(throws: MapError.self) { try PerLabelMap([]) }
    #expect(throws: MapError.classCounts(2, 3)) {
      try PerLabelMap([IdentityMap(), VectorMap(diagonal: [1, 1, 1], intercept: [0, 0, 0])])
    }
    let nested = try PerLabelMap(maps())
    #expect(throws: MapError.nestedLabels(label: 1)) { try PerLabelMap([IdentityMap(), nested]) }
  }

  @Test func theyCompose() throws {
    let map = try PerLabelMap(maps())
    let data = try Synthetic.outputs(rows: 50, seed: 803).predictions
    let both = try TemperatureMap(temperature: 2).then(map)
    #expect(both.labelCount == 3)
    let expected = try map.probabilities(for: TemperatureMap(temperature: 2).logProbabilities(for: data))
    // Between the two, the scores of `expected` are rounded to Float.
    let got = try both.probabilities(for: data)
    for (got, want) in zip(got.values, expected.values) { #expect(abs(got - want) < 1e-6) }
    #expect(throws: MapError.labelCounts(3, 1)) { try map.then(PerLabelMap([IdentityMap()])) }
  }
}
