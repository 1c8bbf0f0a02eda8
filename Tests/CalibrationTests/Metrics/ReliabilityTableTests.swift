import TestSupport
import Testing

@testable import Calibration

@Suite struct ReliabilityTableTests {
  @Test func overAndUnderconfidenceInClosedForm() throws {
    // Bins of a fifth: gaps 0.75 − 1/2 with two rows, and 1 − 1.
    let rows = try confidenceRows([(0.75, true), (0.75, false), (0.5, true), (1, true)])
    let table = try ReliabilityTable(equalWidth: rows, binCount: 5)
    #expect(abs(table.overconfidence - 0.5 * 0.25) < 1e-15)
    #expect(abs(table.underconfidence - 0.25 * 0.5) < 1e-15)
  }

  @Test func partsMakeUpTheWhole() throws {
    for seed: UInt64 in 1...5 {
      var generator = SeededGenerator(seed: seed)
      let weights = (0..<200).map { _ in Double.random(in: 0...3, using: &generator) }
      let data = try randomPredictions(
        rows: 200,
        classes: 4,
        temperature: seed.isMultiple(of: 2) ? 0.7 : 2,
        weights: weights,
        using: &generator
      )
      let rows = try EvaluatedRows(on: data)
      for table in [
        try ReliabilityTable(equalWidth: rows), try ReliabilityTable(equalMass: rows),
      ] {
        let (over, under) = (table.overconfidence, table.underconfidence)
        #expect(abs(over + under - table.calibrationError()) < 1e-14, "seed \(seed)")
        #expect(abs(over - under - rows.confidenceGap) < 1e-14, "seed \(seed)")
        #expect(over >= 0 && under >= 0)
      }
    }
  }
}
