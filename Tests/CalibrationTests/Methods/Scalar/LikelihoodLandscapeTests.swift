import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LikelihoodLandscapeTests {
  private func data(rows: Int, classes: Int = 3) throws -> LabeledPredictions {
    let map = try FocalTemperatureMap(temperature: 1.6, gamma: -0.3)
    return try Synthetic.labeled(by: map, rows: rows, classes: classes, seed: 17)
  }

  @Test func ofFewRowsItIsTheSurfaceAndTheFits() throws {
    let data = try data(rows: 60)
    let landscape = try LikelihoodLandscape(of: data)
    let optimum = try FocalTemperatureScaling().fit(to: data).map
    let grid = try FocalTemperatureScaling(search: .publishedGrid).fit(to: data).map
    let temperature = try TemperatureScaling().fit(to: data).map.temperature
    #expect(landscape.optimum.temperature == optimum.temperature)
    #expect(landscape.optimum.gamma == optimum.gamma)
    #expect(abs(landscape.publishedGrid.temperature - grid.temperature) < 1e-12)
    #expect(landscape.publishedGrid.gamma == grid.gamma)
    #expect(landscape.temperatureScaling == .init(temperature: temperature, gamma: 0))
    #expect(landscape.sampleCount == 60 && landscape.rowCount == 60)
    let surface = FocalTemperatureSurface(data)
    // The optimum's height is a sum of the other kernel, which has derivatives too.
    #expect(abs(landscape.least - surface.value(at: optimum)) < 1e-12)
    let width = landscape.temperatures.count
    #expect(landscape.heights.count == width * landscape.gammas.count)
    for (column, row) in [(0, 0), (7, 20), (40, 3), (12, 32)] {
      let map = try FocalTemperatureMap(temperature: landscape.temperatures[column], gamma: landscape.gammas[row])
      #expect(abs(landscape.heights[row * width + column] - surface.value(at: map)) < 1e-12)
    }
    #expect(landscape.heights.allSatisfy { $0 >= landscape.least - 1e-12 })
  }

  @Test func mapsThatAreGivenAreNotFittedAgain() throws {
    let data = try data(rows: 50)
    let landscape = try LikelihoodLandscape(
      of: data,
      optimum: try FocalTemperatureMap(temperature: 1.5, gamma: 0.5),
      temperatureScaling: try TemperatureMap(temperature: 1.25)
    )
    #expect(landscape.optimum == .init(temperature: 1.5, gamma: 0.5))
    #expect(landscape.temperatureScaling.temperature == 1.25)
  }

  @Test func aSampleHasItsLowestPlaceWhereAllRowsHaveIt() throws {
    let data = try data(rows: 1_200)
    let landscape = try LikelihoodLandscape(of: data, sampleSize: 300)
    #expect(landscape.sampleCount == 300 && landscape.rowCount == 1_200)
    let surface = FocalTemperatureSurface(data)
    let width = landscape.temperatures.count
    // Around the optimum, the landscape rises from its height on all rows.
    var near: [Double] = []
    for (row, gamma) in landscape.gammas.enumerated() {
      for (column, temperature) in landscape.temperatures.enumerated() {
        let distance = abs(log(temperature / landscape.optimum.temperature))
        guard distance < 0.15, abs(gamma - landscape.optimum.gamma) < 0.2 else { continue }
        near.append(landscape.heights[row * width + column] - landscape.least)
      }
    }
    let lowest = try #require(near.min())
    // The nearest node is off by half a step.
    #expect(lowest > -1e-9 && lowest < 1e-3, "\(lowest)")
    let grid = landscape.publishedGrid
    let chosen = try FocalTemperatureMap(temperature: grid.temperature, gamma: grid.gamma)
    // A sample's choice lies within the noise of its 300 rows.
    #expect(surface.value(at: chosen) - landscape.least < 0.01)
  }

  @Test func theEllipseIsWhereTheLikelihoodRisesByItsQuantile() throws {
    let data = try data(rows: 1_000)
    let landscape = try LikelihoodLandscape(of: data, sampleSize: 20)
    let surface = FocalTemperatureSurface(data)
    #expect(landscape.ellipse.count == 73)
    let rises = try landscape.ellipse.dropLast().map { place in
      let map = try FocalTemperatureMap(temperature: place.temperature, gamma: place.gamma)
      return 2 * Double(data.rowCount) * (surface.value(at: map) - landscape.least)
    }
    // 5.99 is the 95 % quantile of χ² with two degrees of freedom. Cubic terms cancel around the ellipse; what is
    // left of higher ones is some percent.
    let mean = rises.reduce(0, +) / Double(rises.count)
    #expect(abs(mean - 5.99) < 0.9, "\(mean)")
  }

  @Test func withoutAnOptimumThereIsNoEllipse() throws {
    let constant = try LabeledPredictions(
      Predictions([Float](repeating: 0, count: 12), columnCount: 3, kind: .logits),
      labels: [0, 1, 2, 0]
    )
    let landscape = try LikelihoodLandscape(of: constant)
    #expect(landscape.ellipse.isEmpty)
    #expect(landscape.heights.allSatisfy { abs($0 - log(3)) < 1e-12 })
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let data = try data(rows: 40)
    let one = try Workers.$limit.withValue(1) { try LikelihoodLandscape(of: data) }
    let three = try Workers.$limit.withValue(3) { try LikelihoodLandscape(of: data) }
    #expect(one == three)
  }
}
