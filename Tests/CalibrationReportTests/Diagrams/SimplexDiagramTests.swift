import Calibration
import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct SimplexDiagramTests {
  @Test func cornersHaveTheNamesOfClasses() throws {
    let names = ["cat", "a name that would leave the chart"]
    let svg = try SimplexDiagram(map: TemperatureMap(temperature: 2), classNames: names).chart()
      .svg(width: 400)
    #expect(svg.contains(">cat<") && svg.contains(">a name that…<") && svg.contains(">class 2<"))
  }

  private func arrows(_ map: any CalibrationMap) throws -> [ChartSegment] {
    for mark in try SimplexDiagram(map: map).chart().panels[0].marks {
      if case .arrows(let arrows) = mark.shape { return arrows }
    }
    return []
  }

  @Test func theIdentityLeavesEveryPointInPlace() throws {
    let arrows = try arrows(IdentityMap())
    #expect(arrows.count == 16 * 17 / 2)
    #expect(arrows.allSatisfy { abs($0.from.x - $0.to.x) + abs($0.from.y - $0.to.y) < 1e-12 })
  }

  @Test func aHighTemperaturePointsToTheMiddle() throws {
    let center = ChartPoint(0.5, 0.75.squareRoot() / 3)
    for arrow in try arrows(FocalTemperatureMap(temperature: 1.3, gamma: 0)) {
      func distance(_ point: ChartPoint) -> Double {
        let (x, y) = (point.x - center.x, point.y - center.y)
        return (x * x + y * y).squareRoot()
      }
      #expect(distance(arrow.to) <= distance(arrow.from) + 1e-12)
    }
  }

  @Test func anotherNumberOfClassesIsAnError() throws {
    let data = try overconfidentPredictions(rows: 80, classes: 4, seed: 8)
    let map = try VectorScaling().fit(to: data).map
    #expect(throws: PredictionsError.classCount(found: 3, expected: 4)) {
      try SimplexDiagram(map: map).chart()
    }
  }
}
