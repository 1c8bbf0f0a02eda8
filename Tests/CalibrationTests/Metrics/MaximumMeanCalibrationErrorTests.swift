import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct MaximumMeanCalibrationErrorTests {
  /// The definition over all pairs, on weighted rows with ties.
  @Test(arguments: [0.4, 0.01, 5])
  func equalsTheSumOverPairs(width: Double) throws {
    for seed: UInt64 in 1...3 {
      var generator = SeededGenerator(seed: seed)
      let weights = (0..<60).map { _ in Double.random(in: 0...2, using: &generator) }
      let rows = try confidenceRows(
        (0..<60).map { _ in
          (Float(Int.random(in: 32...63, using: &generator)) / 64, Bool.random(using: &generator))
        },
        weights: weights
      )
      var square = 0.0
      for i in 0..<60 {
        for j in 0..<60 {
          let first = rows.confidences[i] - (rows.isCorrect(row: i) ? 1 : 0)
          let second = rows.confidences[j] - (rows.isCorrect(row: j) ? 1 : 0)
          square +=
            weights[i] * weights[j] * first * second
            * exp(-abs(rows.confidences[i] - rows.confidences[j]) / width)
        }
      }
      let expected = square.squareRoot() / rows.totalWeight
      let error = try rows.maximumMeanCalibrationError(width: width)
      #expect(abs(error - expected) < 1e-13, "seed \(seed)")
    }
  }

  @Test func liesBetweenZeroAndTheMeanGap() throws {
    #expect(try abs(confidenceRows([(0.75, false)]).maximumMeanCalibrationError() - 0.75) < 1e-15)
    // A very wide kernel sees the confidence gap alone.
    let rows = try confidenceRows([(0.75, false), (0.625, true), (0.875, true)])
    let error = try rows.maximumMeanCalibrationError(width: 1e12)
    #expect(abs(error - abs(rows.confidenceGap)) < 1e-7)
  }

  @Test(arguments: [0, -1, .infinity, .nan])
  func badWidthsAreRefused(width: Double) throws {
    let rows = try confidenceRows([(0.75, true)])
    #expect(throws: MetricError.self) { try rows.maximumMeanCalibrationError(width: width) }
  }
}
