import Foundation
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct ChartSVGTests {
  private func chart(named name: String) -> Chart {
    Chart(
      title: "Every mark: \(name)",
      subtitle: "n = 3",
      description: "A chart with \(name).",
      x: Axis("x & y", scale: .linear(0, 4)),
      panels: [
        Panel(
          y: Axis("value", scale: .linear(0, 1)),
          marks: [
            Mark(
              .band(lower: [ChartPoint(0, 0.1), ChartPoint(4, 0.3)], upper: [ChartPoint(0, 0.3), ChartPoint(4, 0.6)]),
              style: MarkStyle(ink: .muted, opacity: 0.2),
              name: "band"
            ),
            Mark(
              .bars([ChartRectangle(from: ChartPoint(1, 0), to: ChartPoint(2, 0.5))]),
              style: MarkStyle(opacity: 0.5)
            ),
            Mark(
              .line([
                ChartPoint(0, 0), ChartPoint(1, .nan), ChartPoint(2, 0.5), ChartPoint(4, 1),
              ]),
              name: name
            ),
            Mark(.step([ChartPoint(0, 0.2), ChartPoint(2, 0.8)]), style: .series(1)),
            Mark(
              .points([ChartPoint(9, 9), ChartPoint(1, 1), ChartPoint(.nan, 0)]),
              style: .series(2),
              tooltips: ["outside", "1 & 1"]
            ),
            Mark(.arrows([ChartSegment(from: ChartPoint(3, 0), to: ChartPoint(3, 0.5))]), style: .series(3)),
            Mark(.verticalRule(2.5), style: MarkStyle(ink: .muted, dashes: [4, 3])),
            Mark(.text([Mark.Label(name, at: ChartPoint(2, 0.5), side: .above)])),
          ]
        ),
        Panel(
          y: Axis("", scale: .linear(0, 1), ticks: .none),
          marks: [
            Mark(
              .cells([
                Mark.Cell(ChartRectangle(from: ChartPoint(0, 0), to: ChartPoint(1, 1)), ink: .diverging(-1)),
                Mark.Cell(ChartRectangle(from: ChartPoint(1, 0), to: ChartPoint(2, 1)), ink: .diverging(1)),
                Mark.Cell(ChartRectangle(from: ChartPoint(2, 0), to: ChartPoint(3, 1)), ink: .diverging(-1)),
              ]),
              tooltips: ["first", "", "third"]
            )
          ],
          heightShare: 0.3
        ),
      ]
    )
  }

  /// The file `Fixtures/marks-<appearance>.svg` was looked at in light and dark and holds what was seen;
  /// where it is missing the test writes it beside itself and fails.
  @Test(arguments: [ChartAppearance.adaptive, .dark])
  func theSameTextAsTheDrawingThatWasLookedAt(appearance: ChartAppearance) throws {
    let svg = chart(named: "marks").svg(width: 360, appearance: appearance)
    try GoldenFile("marks-\(appearance.rawValue).svg").expect(svg)
  }

  @Test func hostileNamesStayText() throws {
    let name = "</text><script>alert(\"&'\")</script>\u{0}\u{8}]]>\u{FFFF}"
    let chart = chart(named: name)
    let document = try parsed(chart.svg(width: 300))
    #expect(document.elements["script"] == nil)
    #expect(document.text.contains("<script>"))
    let tooltipCount = chart.panels.flatMap(\.marks).reduce(0) { $0 + $1.tooltips.count }
    // The chart's own, and those of all marks but the one that lies outside the panel.
    #expect(document.elements["title"] == 1 + tooltipCount - 1)
    #expect(document.elements["desc"] == 1)
  }

  @Test func eachPartHasItsTooltip() throws {
    let hostile = "</title><script>"
    func svg(_ shape: Mark.Shape) -> String {
      Chart(
        title: "t",
        description: "",
        x: Axis("x", scale: .linear(0, 1)),
        panels: [
          Panel(y: Axis("y", scale: .linear(0, 1)), marks: [Mark(shape, tooltips: ["first", hostile])])
        ]
      ).svg()
    }
    let low = ChartPoint(0.2, 0.2)
    let high = ChartPoint(0.8, 0.8)
    let rectangle = ChartRectangle(from: low, to: high)
    let shapes: [Mark.Shape] = [
      .points([low, high, low]),
      .bars([rectangle, rectangle, rectangle]),
      .segments([ChartSegment](repeating: ChartSegment(from: low, to: high), count: 3)),
      .cells([Mark.Cell](repeating: Mark.Cell(rectangle, ink: .series(0)), count: 3)),
    ]
    for shape in shapes {
      let document = try parsed(svg(shape))
      // With the title of the chart; the third part has none.
      #expect(document.elements["title"] == 3, "\(shape)")
      #expect(document.elements["script"] == nil)
      #expect(document.text.contains("first") && document.text.contains(hostile), "\(shape)")
    }
  }

  @Test func everyAppearanceAndSizeIsWellFormed() throws {
    for appearance in ChartAppearance.allCases {
      for width: Double in [-.infinity, 0, 161, 360, 720, .nan] {
        let document = try parsed(chart(named: "a").svg(width: width, appearance: appearance))
        #expect(document.elements["svg"] == 1)
        #expect(document.elements["style", default: 0] == (appearance == .adaptive ? 1 : 0))
      }
    }
  }

  @Test func darkAndLightDifferInColoursOnly() {
    let pattern = /#[0-9a-f]{6}/
    let light = chart(named: "a").svg(appearance: .light)
    let dark = chart(named: "a").svg(appearance: .dark)
    #expect(light != dark)
    #expect(light.replacing(pattern, with: "") == dark.replacing(pattern, with: ""))
  }

  @Test func aChartOfNothingIsDrawn() throws {
    let chart = LineDiagram(title: "", x: "", y: "", series: []).chart
    #expect(try parsed(chart.svg()).elements["svg"] == 1)
    let empty = Chart(title: "t", description: "", x: Axis("x", scale: .linear(0, 1)), panels: [])
    #expect(try parsed(empty.svg()).elements["svg"] == 1)
  }

  @Test func theStyleSheetNamesEveryInkInBothAppearances() {
    let sheet = ChartStyle.styleSheet
    for ink in Ink.all {
      let light = "--chart-\(ink.name):\(Palette.light[ink].hexadecimal)"
      let dark = "--chart-\(ink.name):\(Palette.dark[ink].hexadecimal)"
      // By preference, and by the attribute.
      #expect(sheet.components(separatedBy: light).count == 3, "\(ink)")
      #expect(sheet.components(separatedBy: dark).count == 3, "\(ink)")
      #expect(sheet.contains(".chart .fill-\(ink.name){fill:var(--chart-\(ink.name))}"))
    }
    #expect(Set(Ink.all.map(\.name)).count == Ink.all.count)
  }
}
