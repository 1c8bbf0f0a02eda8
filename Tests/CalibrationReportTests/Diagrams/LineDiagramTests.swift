import Testing

@testable import CalibrationReport

@Suite struct LineDiagramTests {
  @Test func crossingsAreInterpolated() {
    let points = [
      ChartPoint(0, -1), ChartPoint(1, 1), ChartPoint(2, 0), ChartPoint(3, 2), ChartPoint(4, .nan),
      ChartPoint(5, -3), ChartPoint(7, 1),
    ]
    #expect(
      LineDiagram.crossings(of: points, height: 0)
        == [ChartPoint(0.5, 0), ChartPoint(2, 0), ChartPoint(6.5, 0)]
    )
    #expect(LineDiagram.crossings(of: points, height: 10).isEmpty)
    #expect(LineDiagram.crossings(of: [], height: 0).isEmpty)
    // A line along the height crosses it at its points only.
    let flat = [ChartPoint(0, 0), ChartPoint(1, 0)]
    #expect(LineDiagram.crossings(of: flat, height: 0) == flat)
  }

  @Test func theChartHoldsEveryPointAndReference() {
    let diagram = LineDiagram(
      title: "t",
      x: "epoch",
      y: "gap",
      series: [
        LineDiagram.Series(
          "a",
          points: [ChartPoint(1, 0.1), ChartPoint(10, 0.4)],
          lower: [ChartPoint(1, 0), ChartPoint(10, 0.3)],
          upper: [ChartPoint(1, 0.2), ChartPoint(10, 0.5)]
        ),
        LineDiagram.Series("b", points: [ChartPoint(5, -0.3)]),
      ],
      horizontalReferences: [0.7]
    )
    let chart = diagram.chart
    let y = chart.panels[0].y.scale
    #expect((chart.x.scale.lower, chart.x.scale.upper) == (1, 10))
    #expect(y.lower <= -0.3 && y.upper >= 0.7)
    #expect(chart.legend.map(\.name) == ["a", "b"])
    #expect(chart.description.contains("a goes from 0.100 at 1.00 to 0.400 at 10.0"))
  }

  @Test func aLogarithmicAxisLeavesOutWhatHasNoLogarithm() {
    let diagram = LineDiagram(
      title: "t",
      x: "x",
      y: "y",
      hasLogarithmicX: true,
      series: [
        LineDiagram.Series("a", points: [ChartPoint(0, 1), ChartPoint(1, 2), ChartPoint(100, 3), ChartPoint(.nan, 4)])
      ]
    )
    #expect(diagram.chart.x.scale == .logarithmic(1, 100))
    #expect(!diagram.chart.svg().contains("nan"))
  }
}
