import Foundation
import Testing

@testable import Calibration

/// The outputs of four real networks against what other packages give for them.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct PeerPackagesTests {
  @Test(arguments: SharedData.names)
  func metricsAgree(name: String) throws {
    let data = try SharedData.testRows(name)
    for reference in try SharedData.reference(name).maps {
      let map = try FocalTemperatureMap(
        temperature: reference.temperature ?? 1,
        gamma: reference.gamma ?? 0
      )
      let rows = try RowStatistics(of: map, on: data)
      func expect(_ value: Double, _ key: String, within tolerance: Double) throws {
        let peer = try #require(reference.test[key])
        #expect(abs(value - peer) < tolerance, "\(key): \(value), peer \(peer)")
      }
      try expect(rows.accuracy, "accuracy", within: 1e-12)
      try expect(rows.negativeLogLikelihood, "nll", within: 1e-9)
      try expect(rows.brierScore, "brier_sum_over_classes", within: 1e-9)
      try expect(rows.expectedCalibrationError(), "netcal_ece15", within: 1e-9)
      try expect(
        ClasswiseReliability(of: map, on: data).calibrationError(),
        "classwise_ece15",
        within: 1e-9
      )
      // torch-uncertainty works in Float32.
      try expect(
        rows.equalMassCalibrationError(),
        "torch_uncertainty_adaptive_ece15_l1",
        within: 1e-7
      )
      // The peer takes rows of equal confidence one by one.
      try expect(rows.kolmogorovSmirnovError, "ks_error", within: 1e-6)
      try expect(rows.confidenceAUROC, "confidence_auroc", within: 1e-9)
      try expect(
        rows.debiasedCalibrationError(),
        "verified_calibration_debiased_l2_top_15bins",
        within: 1e-6
      )
    }
  }

  /// torchmetrics cuts with `bucketize` in Float32, so that a confidence that rounds to 1 falls in a
  /// sixteenth bin of its own; and it adds up 5000 terms in Float32, which costs some 1e-6.
  @Test(arguments: SharedData.names)
  func torchmetricsDiffersByABinForConfidencesOfOne(name: String) throws {
    let data = try SharedData.testRows(name)
    for reference in try SharedData.reference(name).maps {
      let map = try FocalTemperatureMap(
        temperature: reference.temperature ?? 1,
        gamma: reference.gamma ?? 0
      )
      let rows = try RowStatistics(of: map, on: data)
      var sums = [BinSums](repeating: BinSums(), count: 16)
      for (row, confidence) in rows.confidences.enumerated() {
        let bin = min(Int(Float(confidence) * 15), 15)
        sums[bin].weight += 1
        sums[bin].confidence += confidence
        sums[bin].correct += rows.isCorrect(row: row) ? 1 : 0
      }
      for (norm, key) in [(CalibrationNorm.l1, "l1"), (.l2, "l2"), (.max, "max")] {
        let peer = try #require(reference.test["torchmetrics_ece15_\(key)"])
        #expect(abs(norm.error(sums) - peer) < 5e-6, "\(key)")
        let ours = try rows.expectedCalibrationError(norm: norm)
        // With no row in the extra bin the definitions agree.
        if sums[15].weight == 0 { #expect(abs(ours - peer) < 5e-6, "\(key)") }
        // With hundreds of rows in it they do not: cutting a bin in two never lowers the error.
        if norm == .l2, sums[15].weight > 100 { #expect(peer - ours > 5e-4) }
      }
    }
  }
}
