import Calibration
import CalibrationReport

/// The metrics that cost more than all others together, computed when they are asked for.
struct SlowMetrics: Encodable {
  /// The test that all probabilities mean what they say, by the squared kernel calibration error.
  struct KernelTest: Encodable {
    let value: Double
    let interval: [Double]
    /// Of the hypothesis that the model is calibrated.
    let pValue: Double
    /// The rows, of independent labels the examples, within each block of which all pairs were taken.
    let blockSize: Int
    let blocks: Int

    init(_ error: SquaredKernelCalibrationError) {
      value = error.value
      interval = [error.estimate.interval.lower, error.estimate.interval.upper]
      pValue = error.pValue
      blockSize = error.blockSize
      blocks = error.blockCount
    }
  }

  let smoothEce: EstimateJSON
  let mmce: EstimateJSON
  let skce: KernelTest
  private let smooth: MetricEstimate
  private let maximumMean: MetricEstimate
  private let kernel: SquaredKernelCalibrationError

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
    kernel = try SquaredKernelCalibrationError(of: map, on: data, options: options)
    skce = KernelTest(kernel)
  }

  func text(_ levelText: String) -> String {
    var table = TextTable(header: ["\nslower metrics", "value", levelText])
    for (name, estimate, digits) in [
      ("Smooth ECE", smooth, 4), ("MMCE", maximumMean, 4), ("SKCE", kernel.estimate, 6),
    ] {
      let interval = estimate.interval
      table.add([
        name, Numbers.fixed(estimate.value, digits),
        "\(Numbers.fixed(interval.lower, digits))–\(Numbers.fixed(interval.upper, digits))",
      ])
    }
    let pairs =
      kernel.blockCount == 1
      ? "all pairs"
      : "pairs within \(Numbers.grouped(kernel.blockCount)) blocks of \(Numbers.grouped(kernel.blockSize))"
    let test =
      "SKCE is over \(pairs); a calibrated model would show as much with p = \(Numbers.short(kernel.pValue))"
    return (table.lines() + [test]).joined(separator: "\n")
  }
}
