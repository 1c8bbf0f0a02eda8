import Testing

@testable import CalibrationReport

struct ChartCommonScalesTests {
  private func chart(_ x: AxisScale, _ y: AxisScale) -> Chart {
    Chart(title: "t", description: "d", x: Axis("x", scale: x), panels: [Panel(y: Axis("y", scale: y), marks: [])])
  }

  @Test
  func axesReachFromTheLowestToTheHighestEnd() {
    let charts = Chart.withCommonScales([
      chart(.linear(0, 1), .linear(-2, 3)), chart(.linear(0.5, 4), .linear(0, 1)),
    ])
    for chart in charts {
      #expect(chart.x.scale == .linear(0, 4))
      #expect(chart.panels[0].y.scale == .linear(-2, 3))
    }
  }

  @Test
  func axesOfDifferentKindsStayAsTheyAre() {
    let first = chart(.linear(0, 1), .linear(0, 1))
    let second = chart(.logarithmic(1, 10), .linear(0, 2))
    let charts = Chart.withCommonScales([first, second])
    #expect(charts.map(\.x.scale) == [first.x.scale, second.x.scale])
    #expect(charts[0].panels[0].y.scale == .linear(0, 2))
  }
}
