import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct ReliabilityDiagramTests {
  @Test func pointsAreTheBinsAndTheCurveIsCORP() throws {
    let rows = try EvaluatedRows(of: nil, on: overconfidentPredictions(rows: 500, classes: 4, seed: 3))
    let bins = try ReliabilityTable(equalWidth: rows)
    let isotonic = ReliabilityTable(isotonic: rows)
    let chart = ReliabilityDiagram(curves: [ReliabilityDiagram.Curve("raw", bins: bins, isotonic: isotonic)]).chart
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
    let tooltips = try #require(marks.first { $0.name == "bins, 95 % intervals" }?.tooltips)
    let last = try #require(bins.bins.last { $0.weight > 1 })
    #expect(tooltips.count == expected.count)
    #expect(tooltips.last?.hasSuffix(", \(Int(last.weight)) rows") == true)
    #expect(chart.legend.map(\.name) == ["calibrated", "CORP curve", "bins, 95 % intervals"])
    #expect(try parsed(chart.svg(width: 360)).elements["circle"] == expected.count + 1)
  }

  @Test func ofAMapOnDataHasBinsCurveAndBand() throws {
    let data = try overconfidentPredictions(rows: 200, classes: 4, seed: 9)
    let map = try TemperatureMap(temperature: 2)
    let rows = try EvaluatedRows(of: map, on: data)
    let expected = ReliabilityDiagram(
      curves: [
        ReliabilityDiagram.Curve(
          "calibrated",
          bins: try ReliabilityTable(equalWidth: rows, binCount: 10),
          isotonic: ReliabilityTable(isotonic: rows),
          band: try ConsistencyBand(rows)
        )
      ]
    )
    #expect(try ReliabilityDiagram(of: map, on: data, binCount: 10) == expected)
    #expect(try ReliabilityDiagram(on: data).curves.map(\.name) == ["uncalibrated"])
    #expect(throws: MetricError.binCount(0)) { try ReliabilityDiagram(on: data, binCount: 0) }
  }

  @Test func oneRowIsDrawn() throws {
    let data = try LabeledPredictions(Predictions([0, 1], columnCount: 2, kind: .logits), labels: [1])
    let rows = try EvaluatedRows(of: nil, on: data)
    let bins = try ReliabilityTable(equalWidth: rows)
    let chart = ReliabilityDiagram(curves: [ReliabilityDiagram.Curve("a", bins: bins)]).chart
    #expect(!chart.svg().contains("nan"))
    #expect(chart.subtitle.hasPrefix("1 row; ECE 0.2689"))
  }

  @Test func theBandLiesBehindEverythingElse() throws {
    let rows = try EvaluatedRows(of: nil, on: overconfidentPredictions(rows: 200, classes: 4, seed: 9))
    let band = try ConsistencyBand(rows, resampleCount: 50)
    let chart = ReliabilityDiagram(
      curves: [.init("raw", bins: try ReliabilityTable(equalWidth: rows), band: band)]
    ).chart
    guard case .band(let lower, let upper) = chart.panels[0].marks[0].shape else {
      Issue.record("no band")
      return
    }
    #expect(lower == band.points.map { ChartPoint($0.confidence, $0.lower) })
    #expect(upper == band.points.map { ChartPoint($0.confidence, $0.upper) })
    #expect(chart.legend.first?.name == "95 % of calibrated models' curves")
  }

  @Test func oneOfManyHasNoLegendAndFewWords() throws {
    let rows = try EvaluatedRows(of: nil, on: overconfidentPredictions(rows: 200, classes: 4, seed: 9))
    let bins = try ReliabilityTable(equalWidth: rows)
    let chart = ReliabilityDiagram(title: "beta", curves: [.init("beta", bins: bins)], isSmall: true).chart
    #expect(chart.legend.isEmpty)
    #expect(chart.subtitle == "ECE \(NumberText.fixed(bins.calibrationError(), digits: 4))")
  }
}
