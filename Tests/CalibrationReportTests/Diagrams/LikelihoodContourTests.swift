import Calibration
import Testing

@testable import CalibrationReport

@Suite struct LikelihoodContourTests {
  @Test func theMarksAreTheFits() throws {
    let data = try overconfidentPredictions(rows: 60, classes: 3, seed: 7)
    let optimum = try FocalTemperatureScaling().fit(to: data)
    let grid = try FocalTemperatureScaling(search: .publishedGrid).fit(to: data)
    let temperature = try TemperatureScaling().fit(to: data).temperature
    let chart = try LikelihoodContour(data: data).chart()
    let points = chart.panels[0].marks.compactMap { mark -> ChartPoint? in
      guard case .points(let points) = mark.shape else { return nil }
      return points.first
    }
    #expect(
      points == [
        ChartPoint(temperature, 0), ChartPoint(optimum.temperature, optimum.gamma),
        ChartPoint(grid.temperature, grid.gamma),
      ]
    )
    for point in points {
      #expect((0...1).contains(chart.x.scale.position(of: point.x)))
      #expect((0...1).contains(chart.panels[0].y.scale.position(of: point.y)))
    }
    let lines = chart.panels[0].marks.count { mark in
      if case .line = mark.shape { true } else { false }
    }
    #expect(lines >= 12)
    #expect(!chart.svg().contains("nan"))
  }
}
