import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct SmoothCalibrationErrorTests {
  @Test(arguments: try ConfidenceMetricsGolden.all())
  func agreesWithTheSumOverImages(golden: ConfidenceMetricsGolden) throws {
    let rows = try golden.rows()
    // The grids of both cost some 1e-8.
    #expect(abs(try rows.smoothCalibrationError(bandwidth: 0.05) - golden.smoothEce[0]) < 1e-7)
    #expect(abs(rows.smoothCalibrationError - golden.smoothEce[1]) < 1e-7)
  }

  @Test func isItsOwnBandwidthAndFallsWithIt() throws {
    var generator = SeededGenerator(seed: 3)
    let data = try randomPredictions(rows: 200, classes: 3, temperature: 1.2, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let error = rows.smoothCalibrationError
    #expect(abs(try rows.smoothCalibrationError(bandwidth: error) - error) < 1e-7)
    let errors = try [0.001, 0.01, 0.1, 1, 10].map {
      try rows.smoothCalibrationError(bandwidth: $0)
    }
    // The last two are equal up to rounding.
    #expect(errors.dropLast() == errors.dropLast().sorted(by: >)[...])
    // A very wide kernel sees the confidence gap alone.
    #expect(abs(errors[4] - abs(rows.confidenceGap)) < 1e-12)
    #expect(error >= abs(rows.confidenceGap))
  }

  @Test func residualsOfOneSignAddUp() throws {
    // Every row is wrong: no kernel changes the integral.
    let rows = try confidenceRows([(0.75, false), (0.875, false), (1, false)])
    #expect(abs(rows.smoothCalibrationError - 2.625 / 3) < 1e-10)
    #expect(abs(try confidenceRows([(0.75, true)]).smoothCalibrationError - 0.25) < 1e-10)
  }

  @Test func certainAndRightIsZero() throws {
    #expect(try confidenceRows([(1, true), (1, true)]).smoothCalibrationError < 1e-30)
  }

  @Test func theOrderAndTheScaleOfWeightsDoNotMatter() throws {
    var generator = SeededGenerator(seed: 4)
    let weights = (0..<60).map { _ in Double.random(in: 0...2, using: &generator) }
    let data = try randomPredictions(rows: 60, classes: 3, weights: weights, using: &generator)
    let shuffled = try taking((0..<60).shuffled(using: &generator), of: data)
    let scaled = try LabeledPredictions(data.predictions, labels: data.labels, weights: weights.map { $0 * 0.37 })
    let error = try EvaluatedRows(on: data).smoothCalibrationError
    // The root is found to 1e-11.
    for other in [shuffled, scaled] {
      #expect(abs(try EvaluatedRows(on: other).smoothCalibrationError - error) < 1e-10)
    }
  }

  @Test(arguments: [0, -1, .infinity, .nan])
  func badBandwidthsAreRefused(bandwidth: Double) throws {
    let rows = try confidenceRows([(0.75, true)])
    #expect(throws: MetricError.self) { try rows.smoothCalibrationError(bandwidth: bandwidth) }
  }
}
