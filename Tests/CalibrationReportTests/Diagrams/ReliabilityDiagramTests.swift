import Calibration
import Testing

@testable import CalibrationReport

@Suite struct ReliabilityDiagramTests {
  @Test func pointsAreTheBinsAndTheCurveIsCORP() throws {
    let rows = try RowStatistics(
      of: nil,
      on: overconfidentPredictions(rows: 500, classes: 4, seed: 3)
    )
    let bins = try ReliabilityTable(equalWidth: rows)
    let isotonic = ReliabilityTable(isotonic: rows)
    let chart = ReliabilityDiagram(
      curves: [ReliabilityDiagram.Curve("raw", bins: bins, isotonic: isotonic)]
    ).chart
    let marks = chart.panels[0].marks
    let points = marks.compactMap { mark -> [ChartPoint]? in
      guard case .points(let points) = mark.shape else { return nil }
      return points
    }
    let expected = bins.bins.compactMap { bin in
      bin.meanConfidence.map { ChartPoint($0, bin.accuracy ?? .nan) }
    }
    #expect(points == [expected])
    guard case .line(let curve) = marks[1].shape else {
      Issue.record("no CORP curve")
      return
    }
    #expect(curve.map(\.y) == curve.map(\.y).sorted())
    #expect(curve.first?.x == isotonic.bins.first?.lowerEdge)
    #expect(curve.last?.x == isotonic.bins.last?.upperEdge)
    let tooltips = try #require(marks.first { $0.name == "raw" }?.tooltips)
    let last = try #require(bins.bins.last { $0.weight > 1 })
    #expect(tooltips.count == expected.count)
    #expect(tooltips.last?.hasSuffix(", \(Int(last.weight)) rows") == true)
    #expect(chart.legend.map(\.name) == ["calibrated", "raw"])
    #expect(try parsed(chart.svg(width: 360)).elements["circle"] == expected.count + 1)
  }

  @Test func oneRowIsDrawn() throws {
    let data = try LabeledPredictions(
      Predictions([0, 1], columnCount: 2, kind: .logits),
      labels: [1]
    )
    let rows = try RowStatistics(of: nil, on: data)
    let bins = try ReliabilityTable(equalWidth: rows)
    let chart = ReliabilityDiagram(curves: [ReliabilityDiagram.Curve("a", bins: bins)]).chart
    #expect(!chart.svg().contains("nan"))
    #expect(chart.subtitle.hasPrefix("1 rows; ECE: a 0.2689"))
  }
}
