import Calibration
import CalibrationReport

/// The metrics that cost more than all others together, computed when they are asked for.
struct SlowMetrics: Encodable {
  /// The test that all probabilities mean what they say, by the squared kernel calibration error.
  struct KernelTest: Encodable {
    let value: Double
    let pValue: Double?
    let blockSize: Int
  }

  let smoothEce: EstimateJSON
  let mmce: EstimateJSON
  let skce: KernelTest
  private let smooth: MetricEstimate
  private let maximumMean: MetricEstimate

  private enum CodingKeys: String, CodingKey {
    case smoothEce, mmce, skce
  }

  init(
    of map: (any CalibrationMap)?,
    on data: LabeledPredictions,
    options: EvaluationOptions
  ) throws {
    let rows = try RowStatistics(of: map, on: data)
    smooth = rows.estimate(options: options) { $0.smoothCalibrationError }
    maximumMean = try rows.estimate(options: options) { rows throws(MetricError) in
      try rows.maximumMeanCalibrationError()
    }
    smoothEce = EstimateJSON(smooth)
    mmce = EstimateJSON(maximumMean)
    // About √rows: see SquaredKernelCalibrationError.
    let blockSize = max(2, Int(Double(data.rowCount).squareRoot()))
    let error = try SquaredKernelCalibrationError(
      of: map,
      on: data,
      blockSize: blockSize,
      seed: options.seed
    )
    skce = KernelTest(value: error.value, pValue: error.pValue, blockSize: blockSize)
  }

  func text(_ levelText: String) -> String {
    var table = TextTable(header: ["\nslower metrics", "value", levelText])
    for (name, estimate) in [("Smooth ECE", smooth), ("MMCE", maximumMean)] {
      let interval = estimate.interval
      table.add([
        name, Numbers.fixed(estimate.value, 4),
        "\(Numbers.fixed(interval.lower, 4))–\(Numbers.fixed(interval.upper, 4))",
      ])
    }
    let test = skce.pValue.map { ", p = \(Numbers.short($0)) for a calibrated model" } ?? ""
    return (table.lines() + ["SKCE \(Numbers.short(skce.value))\(test)"]).joined(separator: "\n")
  }
}
