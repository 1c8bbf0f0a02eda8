import Testing

@testable import CalibrationReport

@Suite struct IntervalDiagramTests {
  private let entries = [
    IntervalDiagram.Entry("a <b>", value: 0.02, lower: 0.01, upper: 0.04, isHighlighted: true),
    IntervalDiagram.Entry("c", value: 0.05, lower: 0.045, upper: 0.07),
    IntervalDiagram.Entry("d", value: -0.01, lower: -0.03, upper: 0.02),
  ]

  @Test func entriesAreFromTopToBottomWithTheirIntervals() {
    let chart = IntervalDiagram(
      title: "t",
      quantity: "ECE",
      entries: entries,
      reference: 0.1,
      referenceName: "uncalibrated"
    ).chart
    var values: [String: ChartPoint] = [:]
    var intervals: [String: ChartSegment] = [:]
    for mark in chart.panels[0].marks {
      switch mark.shape {
      case .points(let points):
        for (text, point) in zip(mark.tooltips, points) { values[text] = point }
      case .segments(let segments):
        for (text, segment) in zip(mark.tooltips, segments) { intervals[text] = segment }
      default: break
      }
    }
    let texts = [
      "a <b>: 0.0200 (0.0100–0.0400)", "c: 0.0500 (0.0450–0.0700)",
      "d: −0.0100 (−0.0300–0.0200)",
    ]
    for (index, (text, entry)) in zip(texts, entries).enumerated() {
      let height = 2.5 - Double(index)
      #expect(values[text] == ChartPoint(entry.value, height))
      #expect(intervals[text]?.from == ChartPoint(entry.lower, height))
      #expect(intervals[text]?.to == ChartPoint(entry.upper, height))
    }
    #expect(chart.x.scale.lower <= -0.03 && chart.x.scale.upper >= 0.1)
    #expect(chart.legend.map(\.name) == ["uncalibrated"])
  }

  @Test func namesAreTextAndManyEntriesGetRoom() throws {
    let many = (0..<30).map { IntervalDiagram.Entry("m\($0) <b>", value: 1, lower: 0, upper: 2) }
    let document = try parsed(IntervalDiagram(title: "t", quantity: "NLL", entries: many).chart.svg(width: 400))
    #expect(document.elements["b"] == nil)
    for entry in many { #expect(document.text.contains("\(entry.name) · 1.0000")) }
  }

  @Test func nothingAndInfinitiesAreDrawn() throws {
    let chart = IntervalDiagram(title: "t", quantity: "NLL", entries: []).chart
    #expect(try parsed(chart.svg()).elements["svg"] == 1)
    let infinite = IntervalDiagram.Entry("i", value: .infinity, lower: 1, upper: .infinity)
    let svg = IntervalDiagram(title: "t", quantity: "NLL", entries: [infinite]).chart.svg()
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }
}
