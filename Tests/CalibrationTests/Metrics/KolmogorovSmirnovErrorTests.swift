import TestSupport
import Testing

@testable import Calibration

@Suite struct KolmogorovSmirnovErrorTests {
  @Test func theLargestPartialSumCounts() throws {
    // Gaps in order of confidence: 0.625, −0.25, −0.125; partial sums 0.625, 0.375, 0.25.
    let rows = try confidenceRows([(0.75, true), (0.625, false), (0.875, true)])
    #expect(abs(rows.kolmogorovSmirnovError - 0.625 / 3) < 1e-15)
  }

  @Test func rowsOfEqualConfidenceAreTakenTogether() throws {
    // One by one the first row alone would be 0.75 away.
    let rows = try confidenceRows([
      (0.75, false), (0.75, true), (0.75, true), (0.75, true),
    ])
    #expect(rows.kolmogorovSmirnovError < 1e-15)
  }

  @Test func isNeverBelowTheConfidenceGap() throws {
    for seed: UInt64 in 1...5 {
      var generator = SeededGenerator(seed: seed)
      let data = try randomPredictions(rows: 80, classes: 3, using: &generator)
      let rows = try EvaluatedRows(on: data)
      #expect(rows.kolmogorovSmirnovError >= abs(rows.confidenceGap) - 1e-15, "seed \(seed)")
    }
  }
}
