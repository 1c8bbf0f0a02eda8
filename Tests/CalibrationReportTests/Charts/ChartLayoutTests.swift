import Testing

@testable import CalibrationReport

@Suite struct ChartLayoutTests {
  @Test func labelsOfTheHorizontalAxisDoNotMeetAtAnyWidth() {
    let axes = [
      Axis("x", scale: .linear(0, 1)), Axis("x", scale: .linear(-12_345, 98_765)),
      Axis("x", scale: .logarithmic(1e-5, 1e7)), Axis("x", scale: .linear(0.123, 0.1231)),
      Axis(
        "x",
        scale: .linear(0, 39),
        ticks: .fixed((0..<40).map { TickMark(value: Double($0), label: "class number \($0)") })
      ),
    ]
    for axis in axes {
      for length in stride(from: 60.0, through: 900, by: 35) {
        let ticks = ChartLayout.horizontalTicks(axis, length: length)
        #expect(!ticks.isEmpty)
        let ends = ticks.map { tick in
          let center = axis.scale.position(of: tick.value) * length
          let half = TextWidth.of(tick.label, size: ChartLayout.tickSize) / 2
          return (center - half, center + half)
        }
        for (one, next) in zip(ends, ends.dropFirst()) {
          #expect(one.1 < next.0, "\(axis.scale) over \(length) pixels")
        }
      }
    }
  }

  @Test func legendsWrapAndStayInside() {
    let series = (0..<8).map { LineDiagram.Series("focal loss, γ = \($0)", points: []) }
    let chart = LineDiagram(title: "t", x: "x", y: "y", series: series).chart
    for width in [200.0, 360, 720] {
      let layout = ChartLayout(chart, width: width, height: 400)
      #expect(layout.entries.count == 8)
      for entry in layout.entries {
        let end =
          entry.left + ChartLayout.sampleWidth + 6
          + TextWidth.of(entry.text, size: ChartLayout.labelSize)
        #expect(end <= width)
        #expect(entry.baseline < layout.panels[0].frame.top)
      }
    }
  }

  @Test func isometricPanelsHaveUnitsOfOneLength() {
    let chart = Chart(
      title: "t",
      description: "d",
      x: Axis("", scale: .linear(0, 2), ticks: .none),
      panels: [Panel(y: Axis("", scale: .linear(0, 1), ticks: .none), marks: [])],
      isIsometric: true
    )
    let frame = ChartLayout(chart, width: 500, height: 500).panels[0].frame
    #expect(abs(frame.width - 2 * frame.height) < 1e-9)
    #expect(frame.left >= 0 && frame.right <= 500)
  }
}
