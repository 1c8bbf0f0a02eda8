import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct ConfidenceHistogramTests {
  @Test func barsAddUpToOneAndRulesAreTheMeans() throws {
    let rows = try EvaluatedRows(of: nil, on: overconfidentPredictions(rows: 300, classes: 3, seed: 4))
    let chart = ConfidenceHistogram(bins: try ReliabilityTable(equalWidth: rows)).chart
    var heights = 0.0
    var rules: [Double] = []
    for mark in chart.panels[0].marks {
      switch mark.shape {
      case .bars(let bars) where mark.tooltips.isEmpty: heights = bars.reduce(0) { $0 + $1.to.y }
      case .verticalRule(let x): rules.append(x)
      default: break
      }
    }
    #expect(abs(heights - 1) < 1e-12)
    #expect(abs(rules[0] - rows.meanConfidence) < 1e-12)
    #expect(abs(rules[1] - rows.accuracy) < 1e-12)
  }
}
