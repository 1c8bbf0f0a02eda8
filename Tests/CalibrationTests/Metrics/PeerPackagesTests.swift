import Foundation
import TestSupport
import Testing

@testable import Calibration

/// The outputs of four real networks against what other packages give for them.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct PeerPackagesTests {
  /// The values of other packages for each map of a network, with what the metrics of ours are made of.
  private func compared(_ name: String) throws -> [(
    reference: SharedData.Reference.Map, rows: EvaluatedRows,
    classwise: () throws -> ClasswiseReliability
  )] {
    let data = try SharedData.testRows(name)
    return try SharedData.reference(name).maps.map { reference in
      let map = try FocalTemperatureMap(temperature: reference.temperature ?? 1, gamma: reference.gamma ?? 0)
      return try (reference, EvaluatedRows(of: map, on: data), { try ClasswiseReliability(of: map, on: data) })
    }
  }

  @Test(arguments: SharedData.names)
  func metricsAgree(name: String) throws {
    for (reference, rows, classwise) in try compared(name) {
      func expect(_ value: Double, _ key: String, within tolerance: Double) throws {
        let peer = try #require(reference.test[key])
        #expect(abs(value - peer) < tolerance, "\(key): \(value), peer \(peer)")
      }
      try expect(rows.accuracy, "accuracy", within: 1e-12)
      try expect(rows.negativeLogLikelihood, "nll", within: 1e-9)
      try expect(rows.brierScore, "brier_sum_over_classes", within: 1e-9)
      try expect(rows.expectedCalibrationError(), "netcal_ece15", within: 1e-9)
      try expect(classwise().calibrationError(), "classwise_ece15", within: 1e-9)
      // torch-uncertainty works in Float32.
      try expect(rows.equalMassCalibrationError(), "torch_uncertainty_adaptive_ece15_l1", within: 1e-7)
      // The peer takes rows of equal confidence one by one.
      try expect(rows.kolmogorovSmirnovError, "ks_error", within: 1e-6)
      // One pair in millions counts one half here, since single precision does not tell its rows apart.
      try expect(rows.confidenceAUROC, "confidence_auroc", within: 3e-7)
      try expect(rows.debiasedCalibrationError(), "verified_calibration_debiased_l2_top_15bins", within: 1e-6)
    }
  }

  /// relplot reflects a mesh of a thousand points without doubling its ends, so that confidences within a
  /// thousandth of 1 count as little as half; and it stops at a bandwidth that is a multiple of 1/1024.
  @Test(arguments: SharedData.names)
  func relplotCountsConfidencesNearOneLess(name: String) throws {
    for (reference, rows, _) in try compared(name) {
      let peer = try #require(reference.test["relplot_smECE"])
      let bandwidth = (peer * 1024).rounded(.up) / 1024
      // The bandwidth that bisection ends at may be one further on. The same sums in another order.
      let differences = [bandwidth, bandwidth + 1.0 / 1024].lazy.map {
        abs(relplotSmoothError(rows, bandwidth: $0) - peer)
      }
      #expect(differences.contains { $0 < 1e-9 }, "\(Array(differences))")
      // Where few confidences are near 1, only the bandwidth differs.
      if rows.confidences.count(where: { $0 > 0.999 }) < 50 {
        let error = rows.smoothCalibrationError
        #expect(abs(error - peer) < 1.0 / 1024, "\(error), peer \(peer)")
      }
    }
  }

  /// `relplot.smECE_sigma` of relplot 1.0.3.
  private func relplotSmoothError(_ rows: EvaluatedRows, bandwidth: Double) -> Double {
    let last = max(2000, Int((20 / bandwidth).rounded())) / 2
    var residuals = [Double](repeating: 0, count: last + 1)
    var weights = residuals
    for row in 0..<rows.rowCount {
      let position = rows.confidences[row] * Double(last)
      let node = min(Int(position), last - 1)
      let part = position - Double(node)
      let residual = rows.confidences[row] - (rows.isCorrect(row: row) ? 1 : 0)
      for (node, part) in [(node, 1 - part), (node + 1, part)] {
        residuals[node] += part * residual
        weights[node] += part
      }
    }
    // The kernel reaches half of [0, 1] to either side.
    let kernel = (-(last / 2)...(last / 2)).map { offset in
      let distance = Double(offset) / Double(last) / bandwidth
      return exp(-distance * distance / 2) / ((2 * Double.pi).squareRoot() * bandwidth)
    }
    func smoothed(_ values: [Double], at node: Int) -> Double {
      var sum = 0.0
      for (index, weight) in kernel.enumerated() {
        let other = abs(node + index - last / 2)
        sum += weight * values[other > last ? 2 * last - other : other]
      }
      return sum
    }
    let pointCount = max(Int((10 / bandwidth).rounded()), 200)
    var sum = 0.0
    var density = 0.0
    for point in 0..<pointCount {
      let position = Double(point) / Double(pointCount - 1) * Double(last)
      let node = min(Int(position), last - 1)
      let part = position - Double(node)
      func interpolated(_ values: [Double]) -> Double {
        (1 - part) * smoothed(values, at: node) + part * smoothed(values, at: node + 1)
      }
      sum += abs(interpolated(residuals))
      density += interpolated(weights) + 1e-4
    }
    return sum / density
  }

  /// torchmetrics cuts with `bucketize` in Float32, so that a confidence that rounds to 1 falls in a
  /// sixteenth bin of its own; and it adds up 5000 terms in Float32, which costs some 1e-6.
  @Test(arguments: SharedData.names)
  func torchmetricsDiffersByABinForConfidencesOfOne(name: String) throws {
    for (reference, rows, _) in try compared(name) {
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
