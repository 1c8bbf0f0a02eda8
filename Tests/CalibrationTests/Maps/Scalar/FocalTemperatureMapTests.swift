import Foundation
import Testing

@testable import Calibration

@Suite struct FocalTemperatureMapTests {
  @Test func logProbabilitiesAgreeWithTheReference() throws {
    for row in try FocalMapReference.all() {
      let map = try FocalTemperatureMap(temperature: row.temperature, gamma: row.gamma)
      let got = try map.logProbabilities(forLogits: row.logits)
      for (got, want) in zip(got, row.logProbabilities) {
        // Relative throughout: ln p of a leading class may be as small as −1e-300. Results below the
        // normal range round to 0.
        if want == 0 || abs(want) < .leastNormalMagnitude {
          #expect(abs(got) <= .leastNormalMagnitude, "\(row): \(got)")
          continue
        }
        #expect(abs(got - want) <= 1e-12 * abs(want), "\(row): \(got)")
      }
    }
  }

  @Test func floatPathAgreesWithTheReference() throws {
    for row in try FocalMapReference.all() {
      // The logits must be what the reference saw, so those that are no Floats cannot be used.
      guard row.logits.allSatisfy({ Double(Float($0)) == $0 }) else { continue }
      let map = try FocalTemperatureMap(temperature: row.temperature, gamma: row.gamma)
      let input = try Predictions(row.logits.map(Float.init), columnCount: row.logits.count, kind: .logits)
      let probabilities = try map.probabilities(for: input).scores(ofRow: 0)
      let logProbabilities = try map.logProbabilities(for: input).scores(ofRow: 0)
      for (column, want) in row.logProbabilities.enumerated() {
        if exp(want) > Double(Float.leastNormalMagnitude) {
          #expect(abs(Double(probabilities[column]) / exp(want) - 1) <= 2e-6, "\(row)")
        }
        if want == 0 || abs(want) > Double(Float.leastNormalMagnitude) {
          #expect(abs(Double(logProbabilities[column]) - want) <= 2e-6 * abs(want), "\(row)")
        }
      }
    }
  }

  @Test func parametersOutOfRangeAreRefused() {
    for temperature in [0, -1, .nan, .infinity, .leastNonzeroMagnitude] {
      #expect(throws: MapError.self) {
        try FocalTemperatureMap(temperature: temperature, gamma: 0)
      }
    }
    for gamma in [-1.0001, .nan, .infinity, -.infinity] {
      #expect(throws: MapError.self) { try FocalTemperatureMap(temperature: 1, gamma: gamma) }
    }
  }

  @Test func decodingChecksTheParameters() throws {
    let map = try FocalTemperatureMap(temperature: 1.7, gamma: -0.3)
    try expectRoundTrip(of: map)
    #expect(throws: MapError.temperature(-1)) {
      try FocalTemperatureMap(json: #"{"temperature": -1, "gamma": 0}"#)
    }
  }
}
