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

  init(of map: (any CalibrationMap)?, on data: LabeledPredictions, options: EvaluationOptions) throws {
    smooth = try SlowMetric.smoothCalibrationError.estimate(of: map, on: data, options: options)
    maximumMean = try SlowMetric.maximumMeanCalibrationError
      .estimate(of: map, on: data, options: options)
    smoothEce = EstimateJSON(smooth)
    mmce = EstimateJSON(maximumMean)
    kernel = try SquaredKernelCalibrationError(of: map, on: data, options: options)
    skce = KernelTest(kernel)
  }

  func text(_ levelText: String) -> String {
    var table = TextTable(header: ["\nslower metrics", "value", levelText])
    let estimates: [(SlowMetric, MetricEstimate)] = [
      (.smoothCalibrationError, smooth), (.maximumMeanCalibrationError, maximumMean),
      (.squaredKernelCalibrationError, kernel.estimate),
    ]
    for (metric, estimate) in estimates {
      table.add([metric.name, metric.text(estimate.value), metric.text(estimate.interval)])
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
