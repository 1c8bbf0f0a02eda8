import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct EnsembleTemperatureMapTests {
  @Test func mixesThreeDistributions() throws {
    let map = try EnsembleTemperatureMap(temperature: 2, temperedWeight: 0.5, uniformWeight: 0.2)
    #expect(abs(map.originalWeight - 0.3) <= 1e-16)
    // softmax(z) = (16, 4, 1) / 21 and softmax(z / 2) = (4, 2, 1) / 7.
    let row = try map.probabilities(forLogits: [log(16), log(4), 0])
    for (got, pair) in zip(row, [(4.0, 16.0), (2, 4), (1, 1)]) {
      #expect(abs(got - (0.5 * pair.0 / 7 + 0.3 * pair.1 / 21 + 0.2 / 3)) <= 1e-15)
    }
  }

  @Test func cornersAreThePartsThemselves() throws {
    let row: [Double] = [100, 3, 0, -2e4, -.infinity]
    let corners: [(tempered: Double, uniform: Double, part: any CalibrationMap)] = [
      (1, 0, try TemperatureMap(temperature: 3)), (0, 0, IdentityMap()),
    ]
    for corner in corners {
      let map = try EnsembleTemperatureMap(
        temperature: 3,
        temperedWeight: corner.tempered,
        uniformWeight: corner.uniform
      )
      let parts = zip(try map.logProbabilities(forLogits: row), try corner.part.logProbabilities(forLogits: row))
      for (got, want) in parts {
        #expect(got == want || abs(got - want) <= 1e-14 * abs(want))
      }
    }
    let uniform = try EnsembleTemperatureMap(temperature: 3, temperedWeight: 0, uniformWeight: 1)
    for p in try uniform.probabilities(forLogits: row) { #expect(abs(p - 0.2) <= 1e-16) }
  }

  @Test func rareClassesKeepTheirDigits() throws {
    // ½ e^−100 + ½ e^−200, and its complement, relative to each other and not to 1.
    let map = try EnsembleTemperatureMap(temperature: 2, temperedWeight: 0.5, uniformWeight: 0)
    let row = try map.logProbabilities(forLogits: [200, 0])
    #expect(abs(row[1] - (-100 - log(2))) <= 1e-13)
    #expect(abs(row[0] / -exp(-100 - log(2)) - 1) <= 1e-12)
  }

  @Test func keepsTheOrderAndSumsToOne() throws {
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<200 {
      let z = (0..<6).map { _ in generator.normal() * 30 }
      let share = Double.random(in: 0...1, using: &generator)
      let map = try EnsembleTemperatureMap(
        temperature: exp(generator.normal()),
        temperedWeight: share,
        uniformWeight: (1 - share) * Double.random(in: 0...1, using: &generator)
      )
      let p = try map.probabilities(forLogits: z)
      #expect(abs(p.reduce(0, +) - 1) < 1e-14)
      for (i, j) in zip(0..<5, 1..<6) where z[i] > z[j] { #expect(p[i] >= p[j]) }
    }
  }

  @Test func parametersOutOfRangeAreRefused() throws {
    #expect(throws: MapError.temperature(0)) {
      try EnsembleTemperatureMap(temperature: 0, temperedWeight: 0.5, uniformWeight: 0.1)
    }
    for (tempered, uniform) in [(-0.1, 0.5), (0.5, -0.1), (0.7, 0.7), (1.5, 0), (.nan, 0.1)] {
      #expect(throws: MapError.self) {
        try EnsembleTemperatureMap(temperature: 1, temperedWeight: tempered, uniformWeight: uniform)
      }
    }
    #expect(throws: MapError.mixtureWeight(2)) {
      try JSONDecoder().decode(
        EnsembleTemperatureMap.self,
        from: Data(#"{"temperature": 1, "tempered_weight": 2, "uniform_weight": 0}"#.utf8)
      )
    }
    let map = try EnsembleTemperatureMap(temperature: 1.25, temperedWeight: 0.7, uniformWeight: 0.1)
    try expectRoundTrip(of: map)
  }
}
