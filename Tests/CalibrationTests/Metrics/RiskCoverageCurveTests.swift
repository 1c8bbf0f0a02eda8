import TestSupport
import Testing

@testable import Calibration

@Suite struct RiskCoverageCurveTests {
  @Test func pointsInClosedForm() throws {
    let rows = try confidenceRows([
      (0.5, false), (0.75, true), (0.75, false), (1, true),
    ])
    let curve = RiskCoverageCurve(rows)
    #expect(curve.points.map(\.coverage) == [0.25, 0.75, 1])
    #expect(curve.points.map(\.threshold) == [1, 0.75, 0.5])
    let risks = [0, 1.0 / 3, 0.5]
    for (point, risk) in zip(curve.points, risks) { #expect(abs(point.risk - risk) < 1e-15) }
    #expect(abs(curve.area - (0.5 / 3 + 0.25 / 2)) < 1e-15)
  }

  @Test func theLastPointAcceptsAllRows() throws {
    var generator = SeededGenerator(seed: 7)
    let weights = (0..<90).map { $0 % 7 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    let data = try randomPredictions(rows: 90, classes: 3, weights: weights, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let curve = RiskCoverageCurve(rows)
    let last = try #require(curve.points.last)
    #expect(abs(last.coverage - 1) < 1e-13)
    #expect(abs(last.risk - (1 - rows.accuracy)) < 1e-13)
    #expect(last.threshold == zip(rows.confidences, weights).filter { $1 > 0 }.map(\.0).min())
  }

  @Test func oneRow() throws {
    #expect(try confidenceRows([(0.75, false)]).riskCoverageArea == 1)
    #expect(try confidenceRows([(0.75, true)]).riskCoverageArea == 0)
  }
}
