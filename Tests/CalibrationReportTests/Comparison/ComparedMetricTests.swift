import Calibration
import Testing

@testable import CalibrationReport

struct ComparedMetricTests {
  @Test
  func namesAreThoseOfJSONAndDiffer() {
    let names = ComparedMetric.allCases.map(\.rawValue)
    #expect(names.count == Metric.allCases.count + 3)
    #expect(Set(names).count == names.count)
    for metric in ComparedMetric.allCases {
      #expect(ComparedMetric(rawValue: metric.rawValue) == metric)
    }
    #expect(ComparedMetric(rawValue: "skce") == .slow(.squaredKernelCalibrationError))
    for name in ["", "SKCE", "smooth-ece", "nll "] {
      #expect(ComparedMetric(rawValue: name) == nil)
    }
  }

  @Test
  func aSquareHasMoreDecimals() {
    #expect(ComparedMetric.slow(.squaredKernelCalibrationError).text(-0.00012) == "-0.000120")
    #expect(ComparedMetric.slow(.smoothCalibrationError).text(0.1234567) == "0.1235")
    #expect(ComparedMetric.evaluated(.accuracy).text(0.5) == Metric.accuracy.text(0.5))
  }
}
