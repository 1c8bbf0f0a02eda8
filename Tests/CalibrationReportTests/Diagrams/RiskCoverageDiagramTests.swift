import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct RiskCoverageDiagramTests {
  @Test func theLineEndsAtTheErrorRateAndIsThin() throws {
    let data = try overconfidentPredictions(rows: 3_000, classes: 3, seed: 6)
    let rows = try EvaluatedRows(of: nil, on: data)
    let curve = RiskCoverageDiagram.Curve("raw", risks: RiskCoverageCurve(rows))
    let chart = RiskCoverageDiagram(curves: [curve]).chart
    let lines = chart.panels[0].marks.compactMap { mark -> [ChartPoint]? in
      guard case .line(let points) = mark.shape else { return nil }
      return points
    }
    let line = try #require(lines.first)
    let last = try #require(line.last)
    #expect(last.x == 1)
    #expect(abs(last.y - (1 - rows.accuracy)) < 1e-12)
    #expect((100...402).contains(line.count))
  }

  @Test func pointsLieOnTheCurveAtTenths() throws {
    let data = try overconfidentPredictions(rows: 40, classes: 3, seed: 8)
    let risks = RiskCoverageCurve(try EvaluatedRows(of: nil, on: data))
    let chart = RiskCoverageDiagram(curves: [.init("raw", risks: risks)]).chart
    let mark = try #require(chart.panels[0].marks.last)
    guard case .points(let points) = mark.shape else {
      Issue.record("no points")
      return
    }
    // 40 rows of confidences that all differ have the tenths themselves.
    for (tenth, point) in zip(1...10, points) {
      #expect(abs(point.x - Double(tenth) / 10) < 1e-12)
      #expect(risks.points.contains { $0.coverage == point.x && $0.risk == point.y })
    }
    #expect(points.count == 10 && mark.tooltips.count == 10)
  }
}
