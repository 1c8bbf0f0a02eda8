import Testing

@testable import Calibration

@Suite struct ComposedMapTests {
  let row = [2.0, -1, 0.3, 0.1]

  @Test func temperatureThenFocalIsTheFocalTemperatureMap() throws {
    let composed = try TemperatureMap(temperature: 1.7).then(FocalCalibrationMap(gamma: 3))
    let direct = try FocalTemperatureMap(temperature: 1.7, gamma: 3)
    let got = try composed.logProbabilities(forLogits: row)
    for (got, want) in zip(got, try direct.logProbabilities(forLogits: row)) {
      #expect(abs(got - want) <= 1e-14 * abs(want))
    }
  }

  @Test func theOrderOfMapsCounts() throws {
    let focal = try FocalCalibrationMap(gamma: 3)
    let temperature = try TemperatureMap(temperature: 1.7)
    let focalFirst = try focal.then(temperature).logProbabilities(forLogits: row)
    let want = try temperature.logProbabilities(forLogits: focal.logProbabilities(forLogits: row))
    #expect(focalFirst == want)
    let temperatureFirst = try temperature.then(focal).logProbabilities(forLogits: row)
    #expect(abs(focalFirst[1] - temperatureFirst[1]) > 0.01)
  }

  @Test func compositionsAreFlat() throws {
    let focal = try FocalCalibrationMap(gamma: 3)
    let temperature = try TemperatureMap(temperature: 1.7)
    let composed = try focal.then(temperature.then(focal)).then(IdentityMap())
    #expect(composed.maps.count == 4)
    #expect(composed == (try ComposedMap([focal, temperature, focal, IdentityMap()])))
    #expect(composed != (try ComposedMap([temperature, focal, focal, IdentityMap()])))
    #expect(composed != (try ComposedMap([focal, temperature, focal])))
  }

  @Test func noMapsOnlyNormalise() throws {
    #expect(
      try ComposedMap([]).logProbabilities(forLogits: row)
        == IdentityMap().logProbabilities(forLogits: row)
    )
  }

  @Test func theClassCountIsThatOfTheParts() throws {
    let sigmoid = try SigmoidFocalCalibrationMap(gamma: 2, alpha: 0.25)
    let composed = try TemperatureMap(temperature: 2).then(sigmoid)
    #expect(composed.classCount == 2)
    #expect(try TemperatureMap(temperature: 2).then(IdentityMap()).classCount == nil)
    #expect(throws: PredictionsError.classCount(found: 4, expected: 2)) {
      try composed.probabilities(forLogits: row)
    }
    #expect(throws: MapError.classCounts(2, 3)) {
      try sigmoid.then(ThreeClassMap())
    }
  }

  @Test func worksInBulk() throws {
    let composed = try FocalCalibrationMap(gamma: 1).then(TemperatureMap(temperature: 0.5))
    let rows = try Predictions([2, -1, 0.5, 0, 0, 1], columnCount: 3, kind: .logits)
    let bulk = try composed.probabilities(for: rows)
    let single = try composed.probabilities(forLogits: [0, 0, 1])
    #expect(bulk.scores(ofRow: 1) == single.map(Float.init))
  }
}

private struct ThreeClassMap: CalibrationMap {
  let parameterCount = 0
  var classCount: Int? { 3 }
  func transform(_ block: LogitBlock) { IdentityMap().transform(block) }
}
