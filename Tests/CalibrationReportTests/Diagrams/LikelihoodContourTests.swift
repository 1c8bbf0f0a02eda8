import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct LikelihoodContourTests {
  @Test func theMarksAreTheFits() throws {
    let data = try overconfidentPredictions(rows: 60, classes: 3, seed: 7)
    let landscape = try LikelihoodLandscape(of: data)
    let chart = LikelihoodContour(landscape: landscape).chart
    let points = chart.panels[0].marks.compactMap { mark -> ChartPoint? in
      guard case .points(let points) = mark.shape else { return nil }
      return points.first
    }
    let places = [landscape.temperatureScaling, landscape.optimum, landscape.publishedGrid]
    #expect(points == places.map { ChartPoint($0.temperature, $0.gamma) })
    for point in points {
      #expect((0...1).contains(chart.x.scale.position(of: point.x)))
      #expect((0...1).contains(chart.panels[0].y.scale.position(of: point.y)))
    }
    let lines = chart.panels[0].marks.count { mark in
      if case .line = mark.shape { true } else { false }
    }
    #expect(lines >= 12)
    #expect(chart.subtitle.hasPrefix("NLL on 60 rows; least "))
    #expect(!chart.svg().contains("nan"))
  }

  @Test func aSampleIsSaidAndAMissingEllipseIsNotNamed() throws {
    let constant = try LabeledPredictions(
      Predictions([Float](repeating: 0, count: 2 * 4_100), columnCount: 2, kind: .logits),
      labels: (0..<4_100).map { $0 % 2 }
    )
    let chart = LikelihoodContour(landscape: try LikelihoodLandscape(of: constant)).chart
    #expect(chart.subtitle.hasPrefix("NLL on 2,000 of 4,100 rows, its optimum on all; least 0.6931"))
    #expect(!chart.legend.contains { $0.name == "95 % confidence ellipse" })
    #expect(!chart.svg().contains("nan"))
  }
}
