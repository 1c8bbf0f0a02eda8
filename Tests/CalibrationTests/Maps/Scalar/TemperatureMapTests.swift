import Foundation
import Testing

@testable import Calibration

@Suite struct TemperatureMapTests {
  @Test func dividesLogOdds() throws {
    let row = try TemperatureMap(temperature: 2.5).logProbabilities(forLogits: [4, -1, 1.5])
    #expect(abs(row[0] - row[1] - 2) <= 1e-15)
    #expect(abs(row[0] - row[2] - 1) <= 1e-15)
    #expect(abs(row.map(exp).reduce(0, +) - 1) <= 1e-15)
  }

  @Test func inverseUndoesIt() throws {
    let map = try TemperatureMap(temperature: 0.3)
    let q = try IdentityMap().logProbabilities(forLogits: [3, 1, 0.5, -2])
    let back = try map.inverse.logProbabilities(forLogits: map.logProbabilities(forLogits: q))
    for (got, want) in zip(back, q) {
      #expect(abs(got - want) <= 1e-14 * abs(want))
    }
  }

  @Test func temperaturesOutOfRangeAreRefused() throws {
    for temperature in [0, -2, .nan, .infinity, .leastNonzeroMagnitude] {
      #expect(throws: MapError.self) { try TemperatureMap(temperature: temperature) }
    }
    #expect(throws: MapError.temperature(0)) {
      try TemperatureMap(json: #"{"temperature": 0}"#)
    }
    let map = try TemperatureMap(temperature: 1.25)
    try expectRoundTrip(of: map)
  }
}
