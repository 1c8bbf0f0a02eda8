import Calibration
import Foundation
import Testing

@testable import CalibrationReport

@Suite struct FocalMapDiagramTests {
  private func lines(_ diagram: FocalMapDiagram, panel: Int) -> [[ChartPoint]] {
    diagram.chart.panels[panel].marks.compactMap { mark in
      guard case .line(let points) = mark.shape else { return nil }
      return points
    }
  }

  @Test func theNearestTemperatureIsThatOfTheTheory() throws {
    let map = try FocalTemperatureMap(temperature: 3, gamma: 2)
    let nearest = FocalMapDiagram(map: map).nearest
    #expect(abs(nearest.temperature - 1) < 1e-15)
    #expect(abs(nearest.bound - log(3)) < 1e-15)
  }

  @Test(arguments: [-1, -0.9, -0.4, 0.5, 3, 100])
  func theDistanceStaysWithinItsBound(gamma: Double) throws {
    let map = try FocalTemperatureMap(temperature: 0.8, gamma: gamma)
    let diagram = FocalMapDiagram(map: map)
    let distance = try #require(lines(diagram, panel: 1).first)
    #expect(distance.allSatisfy { abs($0.y) <= diagram.nearest.bound + 1e-9 })
    #expect(distance.contains { abs($0.y) > 0.1 * diagram.nearest.bound })
  }

  @Test func theCurveIsTheMap() throws {
    let map = try FocalTemperatureMap(temperature: 1.4, gamma: -0.5)
    // After the diagonal and the nearest temperature.
    let curve = lines(FocalMapDiagram(map: map), panel: 0)[2]
    for point in curve where (0.01...0.99).contains(point.x) {
      let mapped = try map.probabilities(forLogits: [log(point.x), log(1 - point.x)])
      #expect(abs(mapped[0] - point.y) < 1e-9)
    }
  }

  @Test func theIdentityIsTheDiagonal() throws {
    let map = try FocalTemperatureMap(temperature: 1, gamma: 0)
    let curves = lines(FocalMapDiagram(map: map), panel: 0)
    #expect(curves[2].allSatisfy { abs($0.x - $0.y) < 1e-12 })
    #expect(!FocalMapDiagram(map: map).chart.svg().contains("nan"))
  }

  @Test func theTemperatureOnDataIsDrawnWhereItIsGiven() throws {
    let map = try FocalTemperatureMap(temperature: 1.4, gamma: 2)
    #expect(lines(FocalMapDiagram(map: map), panel: 0).count == 3)
    let diagram = FocalMapDiagram(map: map, temperatureOnData: 0.5)
    let curve = lines(diagram, panel: 0)[2]
    // A probability of 0.8 has odds of 4, which a temperature of one half squares.
    for point in curve {
      let odds = point.x / (1 - point.x)
      #expect(abs(point.y - odds * odds / (1 + odds * odds)) < 1e-9)
    }
    #expect(diagram.chart.legend.contains { $0.name == "temperature 0.500, nearest on the data" })
  }
}
