import TestSupport
import Testing

@testable import Calibration

@Suite struct DebiasedCalibrationErrorTests {
  @Test(arguments: try ConfidenceMetricsGolden.all())
  func agreesWithUncertaintyCalibration(golden: ConfidenceMetricsGolden) throws {
    let error = try golden.rows().debiasedCalibrationError()
    #expect(abs(error - golden.debiasedL2) < 1e-12)
  }

  @Test func oneBinInClosedForm() throws {
    // Confidence 0.75, accuracy 1/4, four rows: 0.25 less 3/16 / 3.
    let rows = try confidenceRows([
      (0.75, true), (0.75, false), (0.75, false), (0.75, false),
    ])
    let error = try rows.debiasedCalibrationError(binCount: 1)
    #expect(abs(error - (0.25 - 1.0 / 16).squareRoot()) < 1e-14)
    // One row a bin: nothing is known of the noise.
    #expect(try rows.debiasedCalibrationError(binCount: 4) == 0)
  }

  @Test func isNearZeroForACalibratedModelWhereThePlainErrorIsNot() throws {
    var squares = 0.0
    var plainSquares = 0.0
    for seed: UInt64 in 1...20 {
      var generator = SeededGenerator(seed: seed)
      let data = try randomPredictions(rows: 300, classes: 3, temperature: 1, using: &generator)
      let rows = try EvaluatedRows(on: data)
      let error = try rows.debiasedCalibrationError()
      let plain = try rows.equalMassCalibrationError(norm: .l2)
      #expect(error < plain, "seed \(seed)")
      squares += error * error / 20
      plainSquares += plain * plain / 20
    }
    // Twenty rows a bin: the plain square is about acc (1 − acc) / 20 ≈ 0.01.
    #expect(plainSquares > 0.006)
    #expect(squares < plainSquares / 3)
  }

  @Test func effectiveRowsOfOtherWeights() throws {
    // Equal weights that are no whole numbers: as many rows as there are.
    let pattern: [(Float, Bool)] = [
      (0.75, true), (0.875, false), (0.75, false), (0.9375, true), (0.625, true),
    ]
    let plain = try confidenceRows(pattern)
    let weighted = try confidenceRows(pattern, weights: Array(repeating: 0.3, count: 5))
    let difference =
      try plain.debiasedCalibrationError(binCount: 1)
      - weighted.debiasedCalibrationError(binCount: 1)
    #expect(abs(difference) < 1e-14)
    // A row of weight nearly 0 hardly adds to their number.
    let light = try confidenceRows(pattern + [(0.625, true)], weights: Array(repeating: 0.3, count: 5) + [1e-12])
    let more = try light.debiasedCalibrationError(binCount: 1)
    #expect(abs(more - (try plain.debiasedCalibrationError(binCount: 1))) < 1e-10)
  }

  @Test func badBinCountsAreRefused() throws {
    let rows = try confidenceRows([(0.75, true)])
    #expect(throws: MetricError.binCount(0)) { try rows.debiasedCalibrationError(binCount: 0) }
    #expect(try rows.debiasedCalibrationError() == 0)
  }
}
